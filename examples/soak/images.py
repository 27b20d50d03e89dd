"""Saves images, and kills the command in the middle of it."""
import shutil

from stage import remove
from torment import Torment


class Images(Torment):
    """What is saved is never loaded here: a system that is taken back has books of its own, see rewinding.py."""

    pause = (4, 12)

    def once(self):
        name = f"soak-{self.stage.lives}"
        command = self.stage.act("image", "save", "--timeout", "2s", name)
        self.count("saved")
        if self.chance.random() < 0.6:
            yield self.chance.uniform(0, 1.5)
            if command.poll() is None:
                command.kill()
                self.count("cut off")
        yield from self.until(lambda: command.poll() is not None, 60, "act image save does not end")
        yield from self.while_refused()
        remove(self.stage.path("paused"))  # whoever was killed could not do it
        for image in (name, "." + name):
            shutil.rmtree(self.stage.path("images", image), ignore_errors=True)
