"""What is strewn about a root while no supervisor lives: control files, half files, odd kinds, deletions and renames."""
import json
import os
import shutil

from cell import STRANGER
from stage import listing, read_text

OF_THE_ROOT = ["step", "cycle", "paused", ".pid", "..pid", "supervisor.json", ".supervisor.json", ".seq", "..seq", ".paused",
               "journal/000001.jsonl", "journal/999999.jsonl", "journal/odd", "breaks/odd.json", "breaks/.odd.json",
               "images/odd", "dead/odd", "dead/actors/odd", "dead/actors/.odd@20261130T000000.000000000Z",
               "dead/actors/.odd@backup", "dead/actors/odd@20261130T000000.000000000Z", "dead/messages/7~a::b.json",
               "dead/messages/7~a::b.json.why", "dead/messages/.why", "dead/spawn/odd@x.json", "spawn/odd.json",
               "spawn/.5~odd.json", "spawn/odd", "send/odd", "send/odd::odd.json", "send/.9~nobody::x.json", "running/odd",
               "running/.odd", "running/ä", "odd"]
OF_AN_ACTOR = ["stop", "restart", "attach", "paused", "status.json", ".status.json", "exit.json", ".exit.json", "redo.json",
               ".redo.json", ".redo", "envelope.json", ".envelope.json", "spec.json", ".spec.json", "state.json",
               ".state.json", ".pid", "..pid", "ready", "request.json", "script.js", ".clock", ".news", ".notice", ".news-1",
               ".news-odd", "children", "children/odd", "asks", "asks/odd.ask.json", "asks/.3~odd.ask.json", "out.log",
               "notice", ".paused", "odd", "spool", "spool/current", "spool/current~", "spool/odd", "spool/odd.json",
               "spool/000000000001~1~~~odd.json", "spool/000000000001~0~~~odd.json.held", "spool/.odd"]
OF_A_DRAWER = [".9~{a}::odd.json", "{a}::odd.json", "{a}::odd=x.json", ".odd", "odd"]
JUNK = [b"", b"\n", b"junk", b"{", b"[]", b"null", b"1", b"-1", b"0", b"\"x\"", b"\xff\xfe\x00", b"{}" * 3, b"[" * 5000,
        b"now", b"/nowhere", b"99999999999999999999", b"1e9", b"10ms", b"{\"id\":1}", b"{\"pid\":1,\"startTime\":1}",
        b"{\"id\":7,\"state\":{},\"answered\":\"x\"}", b"\0" * (1 << 20)]
STARTLESS = (".seq",)  # what holds no number there is refused, with a sentence


class Strewing:
    """One seeded throw. Afterwards `touched` names the actors about which nothing can be promised, and `done` tells what
    was done, for whoever has to play it again by hand."""

    def __init__(self, stage, chance, outside):
        self.stage, self.chance, self.outside = stage, chance, outside
        self.touched, self.done = set(), []
        self._kinds = [self._junk, self._junk, self._junk, self._half, self._bent, self._bent, self._borrowed,
                       self._directory, self._fifo, self._link, self._mode, self._owner]

    def throw(self):
        actors = [name for name in listing(self.stage.path("running")) if not name.startswith(".")]
        for _ in range(self.chance.choice([1, 1, 2, 3, 6])):
            actor = self.chance.choice(sorted(actors)) if actors else "odd"
            dice = self.chance.random()
            if dice < 0.3:
                self._put(self.chance.choice(OF_THE_ROOT))
            elif dice < 0.8:
                self._put(f"running/{actor}/{self.chance.choice(OF_AN_ACTOR)}", actor)
            elif dice < 0.87:
                self._put(f"send/{actor}/{self.chance.choice(OF_A_DRAWER).format(a=actor)}", actor)
            else:
                self._displace(actor)

    def _say(self, what, place, actor):
        self.done.append(f"{what} {place}")
        if actor:
            self.touched.add(actor)

    # ---- one thing at one place

    def _put(self, place, actor=None):
        path = self.stage.path(place)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        except OSError as e:  # a file lies in its way
            self._say(f"nothing ({e.strerror})", place, actor)
            return
        before = read_whole(path)
        kind = self.chance.choice(self._kinds)
        if kind in (self._junk, self._bent, self._half, self._borrowed) and self.chance.random() < 0.7:
            clear(path)
        elif kind not in (self._mode, self._owner):
            clear(path)
        try:
            self._say(kind(path, before), place, actor)
        except OSError as e:
            self._say(f"nothing ({e.strerror})", place, actor)

    @staticmethod
    def _write(path, content):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NONBLOCK | os.O_NOFOLLOW, 0o600), "wb") as file:
            file.write(content)

    def _junk(self, path, _):
        content = self.chance.choice(JUNK)
        self._write(path, content)
        return f"{content[:40]} of {len(content)} bytes in"

    def _half(self, path, before):
        self._write(path, before[:self.chance.randint(0, len(before))])
        return "half of what was in"

    def _bent(self, path, before):
        """What was there, with one value that does not belong there."""
        try:
            value = json.loads(before)
            key = self.chance.choice(sorted(value))
        except (ValueError, TypeError, IndexError, RecursionError):
            return self._junk(path, before)
        value[key] = self.chance.choice([None, 1, -1, 2 ** 63, "", "x", [], {}, ["x"], {"a": 1}, True, 1.5, "../x", "\0"])
        self._write(path, json.dumps(value).encode())
        return f"{key} = {value[key]!r} in"

    def _borrowed(self, path, _):
        """The file of the same name of another actor."""
        others = [a for a in sorted(listing(self.stage.path("running"))) if os.path.basename(path) in
                  listing(self.stage.path("running", a))]
        if not others:
            return self._junk(path, b"")
        other = self.chance.choice(others)
        self._write(path, read_whole(self.stage.path("running", other, os.path.basename(path))))
        return f"what {other} has in"

    def _directory(self, path, _):
        os.mkdir(path)
        if self.chance.random() < 0.5:
            self._write(os.path.join(path, self.chance.choice(["x", ".x", "spec.json", "exit.json"])), b"{}")
            return "a directory with a file as"
        return "a directory as"

    def _fifo(self, path, _):
        os.mkfifo(path)
        return "a FIFO as"

    def _link(self, path, _):
        target = self.chance.choice([os.path.join(self.outside, "file"), os.path.join(self.outside, "directory"),
                                     os.path.join(self.outside, "new"), "/dev/zero", "/dev/full", ".", path, "/proc/1/mem"])
        os.symlink(target, path)
        return f"a link to {target} as"

    def _mode(self, path, _):
        if not os.path.lexists(path):
            return self._junk(path, b"")
        mode = self.chance.choice([0o000, 0o400, 0o777, 0o4755])
        os.chmod(path, mode)
        return f"mode {mode:o} for"

    def _owner(self, path, _):
        if not os.path.lexists(path):
            self._junk(path, b"")
        try:
            os.chown(path, STRANGER, STRANGER, follow_symlinks=False)
        except OSError:
            return "no other owner for"
        return "another owner for"

    # ---- whole directories

    def _displace(self, actor):
        home = self.stage.path("running", actor)
        way = self.chance.choice(["delete", "rename", "copy", "bury", "delete spool", "delete drawer", "delete", "replace"])
        place = f"running/{actor}"
        self.touched.add(actor)
        try:
            if way == "delete":
                where = self.chance.choice([home, home, *map(self.stage.path, ("journal", "dead", "dead/actors",
                                                                                "dead/messages", "spawn", "breaks", "images"))])
                shutil.rmtree(where, ignore_errors=True)
                place = os.path.relpath(where, self.stage.root)
            elif way == "rename":
                os.rename(home, home + "-2")
            elif way == "copy":
                shutil.copytree(home, home + "-3", symlinks=True, ignore=lambda d, names: [
                    n for n in names if not (os.path.isfile(os.path.join(d, n)) or os.path.isdir(os.path.join(d, n)))])
            elif way == "bury":
                os.rename(home, self.stage.path("dead", "actors", f"{actor}@20261130T000000.{self.chance.randrange(10**9):09d}Z"))
            elif way == "delete spool":
                shutil.rmtree(os.path.join(home, "spool"), ignore_errors=True)
            elif way == "delete drawer":
                shutil.rmtree(self.stage.path("send", actor), ignore_errors=True)
            else:
                shutil.rmtree(home)
                self._write(home, b"a file")
        except OSError as e:
            way += f" ({e.strerror})"
        self._say(way, place, actor)


def clear(path):
    """Deletes whatever is there."""
    for _ in range(100):  # a supervisor that lives may put something into it meanwhile
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        elif os.path.lexists(path):
            os.remove(path)
        else:
            return


def read_whole(path):
    """The content of a file, and nothing of anything else."""
    return read_text(path).encode() if os.path.isfile(path) and not os.path.islink(path) else b""
