"""Takes actors away and brings them back: renames their directories, stops and revives them."""
import os

from stage import in_vain, listing
from torment import Torment

PATIENCE = 240  # so many supervisors may be killed before one of them comes to it


class Stray(Torment):
    """What those have in common who take actors away."""

    def __init__(self, tormentor):
        super().__init__(tormentor)
        self.strays = [name for name, actor in self.stage.actors.items() if actor.strays]

    def began(self, actor):
        """When it was started lately, as its status says."""
        return self.stage.status(actor).get("since")

    def revive(self, actor, before):
        """Until it is back and ready: from its grave, if it is there. What is moved back while its old name is just ending
        is buried, too. Its status from before says ready as well, so it has to have begun since."""
        self.tormentor.torments["attach"].end(actor)
        end = self.times.now() + PATIENCE
        home = self.stage.path("running", actor)

        def is_ready():
            return os.path.isdir(home) and self.stage.status(actor).get("phase") == "ready"

        while not (yield from self.until(lambda: is_ready() and self.began(actor) != before, 3)):
            if is_ready() and self.stage.serves():
                return  # nobody has noticed that it was away
            if self.times.now() > end:
                self.accidents.append(f"{actor} was away and is not back after {PATIENCE} s")
                end += PATIENCE
            grave = next((g for g in sorted(listing(self.stage.path("dead", "actors"))) if g.startswith(f"{actor}@")), None)
            if grave and self.stage.serves() and not self.stage.remains(actor) and not os.path.isdir(home):
                try:
                    os.rename(self.stage.path("dead", "actors", grave), home)
                    self.count("revived")
                except OSError as e:
                    in_vain(e)


class Renames(Stray):
    """Renames an actor's directory, also while no supervisor lives, and later back: it is a revival both times."""

    pause = (1, 4)

    def __init__(self, tormentor):
        super().__init__(tormentor)
        self._away = []

    def once(self):
        if not self._away:
            self._take(self.chance.choice(self.strays))
            yield from self.rest(0, 2)
        yield from self.afterwards()

    def while_dead(self):
        if self.chance.random() < 0.1:
            self._take(self.chance.choice(self.strays))

    def afterwards(self):
        while self._away:
            yield from self._bring_back(self._away[0])

    def _take(self, actor):
        if actor not in self.tormentor.held:
            try:
                os.rename(self.stage.path("running", actor), self.stage.path("running", f"away-{actor}"))
            except FileNotFoundError:
                return  # it is in its grave
            self.tormentor.held.add(actor)
            self._away.append(actor)
            self.count("renamed")

    def _bring_back(self, actor):
        """Only when nobody can work in it any more who knows it by the old name."""
        self.tormentor.torments["attach"].end(actor)
        gone = yield from self.until(
            lambda: self.stage.serves() and not self.stage.remains(actor), PATIENCE,
            f"{actor} was renamed, and its process still lives after {PATIENCE} s")
        settled = lambda: self.stage.status(f"away-{actor}").get("phase") == "ready"
        if gone and self.chance.random() < 0.7:
            yield from self.until(settled, PATIENCE, f"away-{actor} was a revival and is not ready after {PATIENCE} s")
        before = self.began(f"away-{actor}")
        try:
            os.rename(self.stage.path("running", f"away-{actor}"), self.stage.path("running", actor))
        except OSError as e:
            in_vain(e)
            yield 0.1
            return
        self._away.remove(actor)
        yield from self.until(lambda: self.stage.serves() and not self.stage.remains(f"away-{actor}"), PATIENCE,
                              f"away-{actor} was renamed, and its process still lives after {PATIENCE} s")
        yield from self.revive(actor, before)
        self.tormentor.held.discard(actor)


class Stops(Stray):
    """Stops an actor for good by its control file, and revives it from its grave."""

    pause = (3, 8)

    def once(self):
        actor = self.chance.choice(self.strays)
        with self.hold(actor) as free:
            if not free or not os.path.isdir(self.stage.path("running", actor)):
                return
            before = self.began(actor)
            self.count("stopped")
            home = self.stage.path("running", actor)
            while os.path.isdir(home):
                self._tell(home)
                yield from self.until(lambda: not os.path.lexists(os.path.join(home, "stop")), PATIENCE,
                                      f"{actor} was stopped and is still there after {PATIENCE} s")
            yield from self.revive(actor, before)

    def _tell(self, home):
        """Once more if it was not known yet when it was told: a directory loses its control files when it is taken in."""
        if not os.path.lexists(os.path.join(home, "stop")):
            try:
                self.stage.publish(os.path.join(home, "stop"), self.chance.choice(["", "now", "junk \0"]))
            except FileNotFoundError:
                pass  # it is gone
