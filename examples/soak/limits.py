"""Takes descriptors and processes from the supervisor for a while."""
import os
import resource

from cell import limited
from stage import listing
from torment import Torment


class Spell(Torment):
    """A limit is lowered to a bit more than what a supervisor that serves uses, and comes back."""

    pause = (5, 15)

    def once(self):
        pid = self.stage.process.pid
        if self.stage.serves():
            self.count("spells")
            try:
                with limited(pid, self.limit, self.used(pid) + self.chance.randint(0, 12)):
                    end = self.times.now() + self.chance.uniform(0.3, 3)
                    while self.on and self.times.now() < end:
                        self.stage.trouble = self.times.now()
                        yield 0.1
            except ProcessLookupError:
                pass  # killed meanwhile
            self.lift()

    def lift(self):
        """What was started meanwhile has inherited the limit: an ulimit of root's that nobody has raised again."""
        for pid in self.stage.remains():
            try:
                _, hard = resource.prlimit(pid, self.limit)
                resource.prlimit(pid, self.limit, (hard, hard))
            except (ProcessLookupError, PermissionError):
                pass  # it has ended


class Descriptors(Spell):
    limit = resource.RLIMIT_NOFILE

    def used(self, pid):
        return len(listing(f"/proc/{pid}/fd"))


class Processes(Spell):
    """Threads count too. The kernel excepts root."""

    limit = resource.RLIMIT_NPROC

    def impossible(self):
        return os.getuid() == 0 and "root has no limit of processes; --user 64000 takes another user"

    def used(self, pid):
        mine = [name for name in listing("/proc") if name.isdigit() and self.stage.owner(name) == os.getuid()]
        return sum(len(listing(f"/proc/{name}/task")) for name in mine)
