"""Where the soak takes place: a root on a small file system, the supervisor that is killed again and again, the actors."""
import ctypes
import errno
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CYCLE = "200ms"
WEALTH = 1000
ATTEMPTS = 8
ARCHIVE_ABOVE = 8 << 20
RING = "ring"
WAITING = re.compile(r"^[0-9]+~[^~]*~[^~]*~[^~]*~.*\.json$")


class Actor:
    """One actor of the play, and the request that starts it."""

    def __init__(self, name, program, commits, *args, balance=0):
        self.name, self.program, self.commits, self.args, self.balance = name, program, commits, args, balance

    def request(self):
        return {
            "path": os.path.join(HERE, self.program), "args": list(self.args), "id": self.name,
            "state": {"balance": self.balance, "sent": 0, "seen": {}},
            "restart": "permanent", "intensity": 1000000, "period": "2s",
            "backoff": {"first": "10ms", "max": "200ms"}, "maxAttempts": ATTEMPTS,
        }


def cast(traces):
    """All actors: counters in three languages, and a ring of tellers through which money goes."""
    actors = [Actor("audit", "teller.py", True), Actor("python-1", "teller.py", True), Actor("java-1", "teller.sh", True)]
    for name in ("bash-1", "bash-2"):
        actors.append(Actor(name, "counter.sh", False, "audit", os.path.join(traces, name)))
    programs = ["teller.py", "teller.sh"] * 2
    for i, program in enumerate(programs):
        following = f"teller-{(i + 1) % len(programs) + 1}"
        actors.append(Actor(f"teller-{i + 1}", program, True, following, balance=WEALTH))
    return actors


def requests(actors):
    """What is asked for, by name: the counters each by itself, the ring as a tree in which an end concerns those behind."""
    ring = [actor.request() for actor in actors if actor.name.startswith("teller-")]
    return {
        RING: {"id": RING, "strategy": "rest_for_one", "restart": "permanent", "intensity": 1000000, "period": "2s",
                 "children": ring},
        **{actor.name: actor.request() for actor in actors if not actor.name.startswith("teller-")},
    }


def find_launchers():
    """The folder with the launchers: $ACTOS_BIN, else the distribution of this checkout."""
    folder = os.environ.get("ACTOS_BIN") or os.path.join(HERE, "../../dist/target/actos/bin")
    if not os.access(os.path.join(folder, "supervisor"), os.X_OK):
        sys.exit(f"soak: there is no supervisor in {folder}: build it with mvn -q -DskipTests package, or set ACTOS_BIN")
    if not glob.glob(os.path.join(HERE, "target", "soak-[0-9]*.jar")):
        sys.exit("soak: the actor in Java is not built: mvn -q -DskipTests package")
    return os.path.realpath(folder)


class Stage:
    """Used by one thread. Everything lies below one directory: root/ itself, and beside it what must not be lost when
    root/ is full: the supervisor's output, traces of the bash actors, older journals."""

    def __init__(self, directory, megabytes):
        self.bin = find_launchers()
        self.dir = os.path.abspath(directory)
        self.root = os.path.join(self.dir, "root")
        self.log = os.path.join(self.dir, "supervisor.log")
        self.traces = os.path.join(self.dir, "traces")
        self.archive = os.path.join(self.dir, "journal")
        self.full = os.path.join(self.dir, "full")
        self.process = None
        self.lives = 0
        for made in (self.root, self.traces, self.archive):
            os.makedirs(made)
        os.chmod(self.root, 0o700)
        self.tmpfs = self._mount(megabytes)
        for made in ("spawn", "send"):
            os.mkdir(self.path(made), 0o700)
        self.publish("cycle", CYCLE)
        self.actors = {actor.name: actor for actor in cast(self.traces)}
        # orphans of a killed supervisor become ours to reap, whatever process 1 does
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)

    def _mount(self, megabytes):
        options = f"size={megabytes}m,mode=0700"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "actos-soak", self.root], stderr=subprocess.DEVNULL)
        return done.returncode == 0

    def describe(self):
        if self.tmpfs:
            return f"a tmpfs of {self.size() >> 20} MB on {self.root}"
        return f"the directory {self.root}: no tmpfs may be mounted here, so a full disk is only simulated in the supervisor"

    # ---- files

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def publish(self, place, text):
        """Hidden, then renamed; a full disk leaves nothing behind."""
        hidden = self.path(os.path.dirname(place), ".soak")
        try:
            with open(hidden, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            remove(hidden)
            raise
        os.rename(hidden, self.path(place))

    def spool(self, actor):
        return self.path("running", actor, "spool")

    def waiting(self, actor):
        """The names of the messages that wait for an actor, first one first."""
        return sorted(name for name in listing(self.spool(actor)) if WAITING.match(name))

    def state(self, actor):
        return read_json(self.path("running", actor, "state.json"))

    def size(self):
        fs = os.statvfs(self.root)
        return fs.f_blocks * fs.f_frsize

    # ---- the supervisor

    def start_supervisor(self):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ACTOS_")}
        options = [os.environ.get("ACTOS_JAVA_OPTS", "")]
        if not self.tmpfs:
            options.append(f"-Dactos.test.full={self.full}")
        environment["ACTOS_JAVA_OPTS"] = " ".join(options)
        self.lives += 1
        with open(self.log, "ab") as log:
            log.write(f"--- life {self.lives} at {time.strftime('%H:%M:%S')}\n".encode())
            log.flush()
            self.process = subprocess.Popen(
                [os.path.join(self.bin, "supervisor"), self.root], stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, env=environment, start_new_session=True)

    def lives_on(self):
        return self.process is not None and self.process.poll() is None

    def serves(self):
        return self.lives_on() and read_text(self.path(".pid")).strip() == str(self.process.pid)

    def kill_supervisor(self):
        self.process.kill()
        self.process.wait()

    def end_supervisor(self, patience=60):
        """TERM, which ends the actors too; its exit code, or None if it had to be killed."""
        self.process.terminate()
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill_supervisor()
            return None

    def put_journal_aside(self, above=ARCHIVE_ABOVE):
        """The small disk has no room for the journal of hours. Only while no supervisor runs."""
        files = sorted(listing(self.path("journal")))
        if sum(os.path.getsize(self.path("journal", f)) for f in files) > above:
            for f in files:
                shutil.move(self.path("journal", f), os.path.join(self.archive, f"{self.lives:06d}-{f}"))

    def journal_files(self):
        return [os.path.join(d, f) for d in (self.archive, self.path("journal")) for f in sorted(listing(d))]

    # ---- processes

    def signal_actor(self, actor, number):
        """Signals an actor's process if it certainly is that; says whether it was one."""
        text = read_text(self.path("running", actor, ".pid")).strip()
        return text.isdigit() and self._signal(int(text), number, f"ACTOS_ID={actor}")

    def _signal(self, pid, number, *variables):
        try:
            handle = os.pidfd_open(pid)
        except OSError:
            return False
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                environment = file.read().split(b"\0")
            if not all(v.encode() in environment for v in (f"ACTOS_ROOT={self.root}", *variables)):
                return False
            signal.pidfd_send_signal(handle, number)
            return True
        except OSError:
            return False
        finally:
            os.close(handle)

    def remains(self):
        """The living processes that a supervisor of this root has started."""
        found = []
        for name in listing("/proc"):
            if name.isdigit() and self._signal(int(name), 0):
                found.append(int(name))
        return found

    def portrait(self, pid):
        """A process in a few words, for a person who looks for its origin."""
        command = read_text(f"/proc/{pid}/cmdline").replace("\0", " ").strip()
        owner = re.search(r"ACTOS_ID=([^\0]*)", read_text(f"/proc/{pid}/environ"))
        group = (read_text(f"/proc/{pid}/stat").rpartition(") ")[2].split() + ["?"] * 3)[2]
        return f"{pid} ({command[:100]}; of {owner.group(1) if owner else 'nobody'}, group {group})"

    def kill_remains(self):
        for pid in self.remains():
            self._signal(pid, signal.SIGKILL)

    def reap(self, known):
        """Buries orphans that came to us; leaves the processes that `known` holds to their Popen."""
        mine = {p.pid for p in known}
        if self.process is not None:
            mine.add(self.process.pid)
        while True:
            try:
                dead = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if dead is None or dead.si_pid in mine:
                return
            os.waitpid(dead.si_pid, 0)

    # ---- the disk

    def fill(self):
        """Leaves no room; called again and again, as others may free some."""
        if not self.tmpfs:
            open(self.full, "w").close()
            return
        handle = os.open(self.path(".ballast"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            for piece in (1 << 20, 4096):
                try:
                    while True:
                        os.write(handle, bytes(piece))
                except OSError as e:
                    if e.errno != errno.ENOSPC:
                        raise
        finally:
            os.close(handle)

    def free(self):
        remove(self.path(".ballast") if self.tmpfs else self.full)

    def is_full(self):
        return os.path.exists(self.path(".ballast") if self.tmpfs else self.full)

    # ---- the end

    def strike(self, keep):
        """Ends what is left, and removes everything or leaves it in the directory."""
        if self.lives_on():
            self.kill_supervisor()
        self.kill_remains()
        if self.tmpfs:
            kept = self.root + ".kept"
            if keep:
                shutil.copytree(self.root, kept, symlinks=True)
            for _ in range(50):
                if subprocess.run(["umount", self.root], stderr=subprocess.DEVNULL).returncode == 0:
                    break
                time.sleep(0.1)
            else:
                print(f"soak: {self.root} is busy and stays mounted", file=sys.stderr)
                return
            if keep:
                os.rmdir(self.root)
                os.rename(kept, self.root)
        if not keep:
            shutil.rmtree(self.dir)


def listing(directory):
    try:
        return os.listdir(directory)
    except (FileNotFoundError, NotADirectoryError):
        return []


def remove(path):
    """Removes a file; says whether it was there."""
    try:
        os.remove(path)
        return True
    except FileNotFoundError:
        return False


def read_text(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError, ProcessLookupError):
        return ""


def read_json(path):
    """What a file says, or None. The access time stays: it tells the supervisor whether the actor has read its message."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOATIME", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        try:
            return json.loads(file.read())
        except ValueError:
            return None
