"""The cell: PID and mount namespaces of the soak's own, so that nothing that goes wrong in it reaches the machine, and
processes in it that have nothing to do with ActOS and tell if somebody signals them."""
import contextlib
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys

from cast import HERE
from stage import read_text

UNSHARE = ["unshare", "--pid", "--fork", "--mount", "--mount-proc", "--kill-child"]
STRANGER = 64011  # nobody's number on any machine we know: in the cell only
OURS = {signal.SIGINT, signal.SIGCHLD, signal.SIGPIPE, signal.SIGCONT, signal.SIGWINCH, signal.SIGTSTP, signal.SIGTTIN,
        signal.SIGTTOU, signal.SIGHUP, signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE,
        signal.SIGILL, signal.SIGABRT}


def enter():
    """Runs this program again as process 1 of a cell; says whether it is there, and comes back without one where the
    kernel grants none."""
    if os.getpid() == 1:
        return True
    for way in (UNSHARE, UNSHARE + ["--user", "--map-root-user"]):
        if shutil.which("unshare") and subprocess.run(way + ["true"], stderr=subprocess.DEVNULL).returncode == 0:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the one in the cell
            os.execvp("unshare", way + [sys.executable, *sys.argv])
    return False


def become(user):
    """From now on this process and whatever it starts are another user's; see as_root."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, 0)
    ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG: a change of user has taken it back


@contextlib.contextmanager
def as_root():
    """For what only root may do; without effect for somebody who never was."""
    user = os.geteuid()
    with contextlib.suppress(PermissionError):
        os.seteuid(0)
    try:
        yield
    finally:
        os.seteuid(user)


@contextlib.contextmanager
def limited(pid, limit, most):
    """Lowers a soft limit of a process until the end of the block."""
    soft, hard = resource.prlimit(pid, limit)
    resource.prlimit(pid, limit, (min(most, soft) if soft >= 0 else most, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, limit, (soft, hard))


class Canaries:
    """Strangers: one that leads a session, one that leads a group and one in it, and, if we may, one of another user that
    looks like an actor of this root. In a cell process 1, which is the soak itself, is one as well. Nobody may signal them."""

    def __init__(self, stage, children, caged):
        self.dir, self._processes, self._told, self._mine = os.path.join(stage.dir, "canaries"), {}, set(), []
        os.makedirs(self.dir)
        leader = self._start(children, "a group's leader", "lead")
        self._start(children, "its member", str(leader.pid))
        self._start(children, "a session's leader", "stay")
        self.stranger = None
        if caged and os.geteuid() in (0, os.getuid()):
            with as_root(), contextlib.suppress(PermissionError, ValueError, OSError):
                self.stranger = self._start(
                    children, "another user's", "stay", user=STRANGER, group=STRANGER,
                    env={**os.environ, "ACTOS_ROOT": stage.root, "ACTOS_ID": "python-1"})
        if caged:
            for number in signal.valid_signals() - OURS:
                if number < signal.SIGRTMIN:
                    signal.signal(number, lambda n, _: self._mine.append(n))

    def _start(self, children, name, place, **how):
        with open(os.path.join(self.dir, name), "ab") as log:
            process = children.start(["python3", os.path.join(HERE, "canary.py"), place], stdout=log,
                                     stderr=log, **how)
        self._processes[name] = process
        return process

    def end(self):
        for process in self._processes.values():
            with as_root():
                process.kill()
            process.wait()

    def complaints(self):
        """What has happened to them since the last time, as sentences."""
        found = [f"process 1 got {signal.Signals(n).name}" for n in self._mine]
        self._mine = []
        for name, process in self._processes.items():
            if process.poll() is not None:
                found.append(f"a stranger, {name}, was ended: {process.returncode}")
            found.extend(f"a stranger, {name}, got {line}" for line in read_text(os.path.join(self.dir, name)).splitlines())
        new = [sentence for sentence in found if sentence not in self._told]
        self._told.update(new)
        return new
