"""Fills the disk, and makes it read-only."""
from stage import set_immutable
from torment import Torment


class Disk(Torment):
    """Full to the last byte, for about a second."""

    pause = (6, 15)

    def once(self):
        self.count("times full")
        end = self.times.now() + self.chance.uniform(0.3, 1.2)
        while self.on and self.times.now() < end:
            if not self.stage.is_read_only():
                self.stage.fill()
            yield 0.03
        while self.stage.is_read_only():
            yield 0.03
        self.stage.free()


class ReadOnly(Torment):
    """Nothing can be created, renamed or deleted for up to two seconds."""

    pause = (8, 20)

    def impossible(self):
        if not self.stage.tmpfs:
            return "no file system of its own can be mounted here"
        with self.stage.as_root():
            works = set_immutable(self.stage.path("send"), True) and set_immutable(self.stage.path("send"), False)
        return None if works else "this kernel or user can make nothing immutable on a tmpfs"

    def once(self):
        if not self.stage.serves():
            return  # it would refuse to serve, and rightly
        self.count("spells")
        self.stage.make_read_only(True)
        try:
            yield from self.rest(0.2, 2)
        finally:
            self.stage.make_read_only(False)
