"""Where the soak takes place: a root on a small file system, the supervisor that is killed again and again, the actors."""
import ctypes
import errno
import fcntl
import glob
import json
import os
import re
import shutil
import signal
import stat
import struct
import subprocess
import sys
import time

from cast import HERE

CYCLE = "200ms"
ARCHIVE_ABOVE = 8 << 20
GET_FLAGS, SET_FLAGS, IMMUTABLE = 0x80086601, 0x40086602, 0x10
WAITING = re.compile(r"^[0-9]+~[^~]*~[^~]*~[^~]*~.*\.json$")


def find_launchers():
    """The folder with the launchers: $ACTOS_BIN, else the distribution of this checkout."""
    folder = os.environ.get("ACTOS_BIN") or os.path.join(HERE, "../../dist/target/actos/bin")
    if not os.access(os.path.join(folder, "supervisor"), os.X_OK):
        sys.exit(f"soak: there is no supervisor in {folder}: build it with mvn -q -DskipTests package, or set ACTOS_BIN")
    if not glob.glob(os.path.join(HERE, "target", "soak-[0-9]*.jar")):
        sys.exit("soak: the actor in Java is not built: mvn -q -DskipTests package")
    return os.path.realpath(folder)


class Children:
    """All processes of the soak's own, and the orphans that come to it: it is process 1 of its cell, or their subreaper."""

    def __init__(self):
        self._ours = []
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER

    def start(self, command, **how):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **how)
        self._ours.append(process)
        return process

    def reap(self):
        """Buries the orphans; ours stay for whoever has started them."""
        self._ours = [process for process in self._ours if process.poll() is None]
        mine = {process.pid for process in self._ours}
        while True:
            try:
                dead = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if dead is None or dead.si_pid in mine:
                return
            os.waitpid(dead.si_pid, 0)


class Stage:
    """Used by one thread. Everything lies below one directory: root/ itself, and beside it what must not be lost when
    root/ is full: the supervisor's output, traces of the bash actors, older journals."""

    def __init__(self, directory, megabytes, children, as_root, cast):
        self.bin = find_launchers()
        self.children, self.as_root = children, as_root
        self.dir = os.path.abspath(directory)
        self.root = os.path.join(self.dir, "root")
        self.log = os.path.join(self.dir, "supervisor.log")
        self.traces = os.path.join(self.dir, "traces")
        self.archive = os.path.join(self.dir, "journal")
        self.full = os.path.join(self.dir, "full")
        self.process = None
        self.lives = 0
        self.trouble = 0  # when the supervisor was last short of something
        self._read_only = False
        for made in (self.root, self.traces, self.archive):
            os.makedirs(made)
        self.tmpfs = self._mount(megabytes)
        os.chmod(self.root, 0o700)
        for made in ("spawn", "send"):
            os.mkdir(self.path(made), 0o700)
        self.publish("cycle", CYCLE)
        self.actors = {actor.name: actor for actor in cast(self.traces)}

    def _mount(self, megabytes):
        options = f"size={megabytes}m,mode=0700,uid={os.getuid()},gid={os.getgid()}"
        return self._as_root("mount", "-t", "tmpfs", "-o", options, "actos-soak", self.root)

    def _as_root(self, *command):
        with self.as_root():
            return subprocess.run(command, user=os.geteuid(), stderr=subprocess.DEVNULL).returncode == 0

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
            self.process = self.children.start(
                [os.path.join(self.bin, "supervisor"), "--restore", self.root], stdout=log, stderr=subprocess.STDOUT,
                env=environment, start_new_session=True)

    def lives_on(self):
        return self.process is not None and self.process.poll() is None

    def serves(self):
        return self.lives_on() and read_text(self.path(".pid")).strip() == str(self.process.pid)

    def act(self, *arguments):
        """Begins an act command."""
        return self.children.start([os.path.join(self.bin, "act"), "-r", self.root, *arguments], start_new_session=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def status(self, actor):
        return read_json(self.path("running", actor, "status.json")) or {}

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
        files = segments(self.path("journal"))
        if sum(os.path.getsize(self.path("journal", f)) for f in files) > above:
            for f in files:
                shutil.move(self.path("journal", f), os.path.join(self.archive, f"{self.lives:06d}-{f}"))

    def journal_files(self):
        return [os.path.join(d, f) for d in (self.archive, self.path("journal")) for f in segments(d)]

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

    def remains(self, actor=None):
        """The living processes that a supervisor of this root has started, for one actor or for all."""
        named = [f"ACTOS_ID={actor}"] if actor else []
        return [int(name) for name in listing("/proc")
                if name.isdigit() and self.owner(name) == os.geteuid() and self._signal(int(name), 0, *named)]

    @staticmethod
    def owner(pid):
        try:
            return os.stat(f"/proc/{pid}").st_uid
        except OSError:
            return None

    def portrait(self, pid):
        """A process in a few words, for a person who looks for its origin."""
        command = read_text(f"/proc/{pid}/cmdline").replace("\0", " ").strip()
        owner = re.search(r"ACTOS_ID=([^\0]*)", read_text(f"/proc/{pid}/environ"))
        group = (read_text(f"/proc/{pid}/stat").rpartition(") ")[2].split() + ["?"] * 3)[2]
        return f"{pid} ({command[:100]}; of {owner.group(1) if owner else 'nobody'}, group {group})"

    def kill_remains(self):
        for pid in self.remains():
            self._signal(pid, signal.SIGKILL)

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

    def make_read_only(self, read_only):
        """A file system of which files are open for writing cannot be remounted read-only. So each file and directory is made
        immutable: nothing can be created, renamed, deleted, or opened for writing."""
        self._read_only = read_only
        with self.as_root():
            for place, _, files in os.walk(self.root):
                set_immutable(place, read_only)
                for file in files:
                    set_immutable(os.path.join(place, file), read_only)

    def is_read_only(self):
        return self._read_only

    def refuses(self):
        """Whether its disk cannot be written to."""
        if self._read_only or self.is_full():
            self.trouble = time.monotonic()
            return True
        return False

    # ---- the end

    def strike(self, keep):
        """Ends what is left, and removes everything or leaves it in the directory."""
        if self._read_only:
            self.make_read_only(False)
        if self.lives_on():
            self.kill_supervisor()
        self.kill_remains()
        if self.tmpfs:
            kept = self.root + ".kept"
            if keep:
                shutil.copytree(self.root, kept, symlinks=True, ignore=special)
            for _ in range(50):
                if self._as_root("umount", self.root):
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


def set_immutable(path, immutable):
    """As chattr +i and -i; says whether it could be done."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOATIME)
        try:
            flags, = struct.unpack("i", fcntl.ioctl(handle, GET_FLAGS, bytes(4)))
            fcntl.ioctl(handle, SET_FLAGS, struct.pack("i", flags | IMMUTABLE if immutable else flags & ~IMMUTABLE))
        finally:
            os.close(handle)
    except OSError:
        return False
    return True


def special(directory, names):
    """Those that cannot be copied."""
    modes = {name: os.lstat(os.path.join(directory, name)).st_mode for name in names}
    return [n for n, mode in modes.items() if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode))]


def in_vain(error):
    """Passes over what a full or read-only disk refuses; anything else is raised."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EPERM):
        raise error


def listing(directory):
    try:
        return os.listdir(directory)
    except (FileNotFoundError, NotADirectoryError):
        return []


def segments(directory):
    """The files of a journal in order, without what else lies there."""
    return sorted(f for f in listing(directory) if f.endswith(".jsonl"))


def remove(path):
    """Removes a file; says whether it was there."""
    try:
        os.remove(path)
        return True
    except FileNotFoundError:
        return False


def file_time(path):
    """When a file was last written, on the monotonic clock; 0 if it is not there."""
    try:
        return time.monotonic() - (time.time() - os.stat(path).st_mtime)
    except OSError:
        return 0


def read_text(path):
    """The content of a file; nothing of what is no regular file: a FIFO that lies there would be waited for."""
    try:
        return read_file(path, 0).decode("utf-8", "replace")
    except OSError:
        return ""


def read_json(path):
    """What a file says, or None. The access time stays: it tells the supervisor whether the actor has read its message."""
    try:
        return json.loads(read_file(path, getattr(os, "O_NOATIME", 0)))
    except (OSError, ValueError):  # also what may not be opened with this flag: somebody else's
        return None


def read_file(path, flags):
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | flags)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{path} is no regular file")
        return file.read()
