"""The tormentor: the table of torments, and what lets them all happen at once."""
import sys
import time
import traceback

from cast import RING
from controls import Controls
from disk import Disk, ReadOnly
from images import Images
from killing import Actors, Restarts, Supervisors
from limits import Descriptors, Processes
from mailboxes import Mailboxes, Meddling
from players import Players
from rewinding import Loads
from stage import in_vain
from strays import Renames, Stops

TORMENTS = {
    "actors": Actors,
    "restarts": Restarts,
    "disk": Disk,
    "read-only": ReadOnly,
    "meddling": Meddling,
    "controls": Controls,
    "attach": Players,
    "renames": Renames,
    "mailboxes": Mailboxes,
    "stops": Stops,
    "images": Images,
    "loads": Loads,
    "descriptors": Descriptors,
    "processes": Processes,
    "supervisor": Supervisors,
}
NEEDED = ("attach", "supervisor")  # also without torment: somebody has to play and to serve


class Tormentor:
    """Runs the torments on the soak's one thread. Goes by a seeded chance. What is done to a message so that no order can
    be promised for it is noted in `moved`, which it shares with the load."""

    def __init__(self, stage, times, chance, load, without):
        self.stage, self.times, self.chance, self.load, self.without = stage, times, chance, load, without
        self.on = True
        self.accidents = []  # what should never happen
        self.held = set()  # actors whose directory one of the torments has moved
        self.torments = {name: kind(self) for name, kind in TORMENTS.items()}
        self.left_out = [f"{name}: {why}" for name, torment in self.torments.items()
                         if name not in without and (why := torment.impossible())]
        self.while_dead = []  # called once each while no supervisor lives, until it returns true
        self.closed = False
        self.canaries = None
        self._lives = set()

    def run(self):
        self.stage.start_supervisor()
        self._await_ring()
        for name, torment in self.torments.items():
            if name in NEEDED or name not in self.without and not torment.impossible():
                self._lives.add(name)
                self._go_on(name, torment.life())

    def _go_on(self, name, life):
        try:
            pause = next(life)
        except StopIteration:
            self._lives.discard(name)
            return
        except OSError:
            self._lives.discard(name)
            self.accidents.append(f"the torment {name} itself stumbled: {traceback.format_exc()}")
            return
        self.times.after(pause, lambda: self._go_on(name, life))

    def _await_ring(self):
        """A tree of which a child ends before all are up has not been started, and nobody tries again."""
        limit = self.times.now() + 60
        while self.stage.status(RING).get("phase") != "ready":
            if self.times.now() > limit:
                sys.exit("soak: the ring is not ready after a minute: see supervisor.log")
            time.sleep(0.05)

    def stop(self):
        """No new torment; what has begun is mended by and by. A supervisor runs afterwards."""
        self.on = False

    def close(self):
        """Nobody needs to play any more."""
        self.closed = True

    def not_done(self):
        """The torments that still have something to mend; those who play only do so until the end."""
        return [name for name in self._lives if self.closed or name != "attach"]

    def serves_alone(self):
        """Whether nobody will start a supervisor."""
        return "supervisor" not in self._lives

    def kills(self):
        return self.torments["supervisor"].kills

    def no_supervisor_lives(self):
        """The moment for what can only be done then."""
        self.while_dead = [action for action in self.while_dead if not action()]
        for name, torment in self.torments.items():
            if name not in self.without:
                try:
                    torment.while_dead()
                except OSError as e:
                    in_vain(e)

    def note_accident(self):
        self.accidents.append(f"supervisor number {self.stage.lives} ended by itself with code "
                              f"{self.stage.process.returncode}: see {self.stage.log}")

    def figures(self):
        """A row for each torment: (name, what it did)."""
        return [(name, ", ".join(f"{count} {what}" for what, count in torment.figures.items()))
                for name, torment in self.torments.items() if torment.figures and name not in self.without]
