"""Puts control files into the root and into actors' directories, sensible ones and junk, at any moment."""
import os

from stage import CYCLE, read_json, remove
from torment import Torment


class Controls(Torment):
    pause = (0.1, 1)

    def __init__(self, tormentor):
        super().__init__(tormentor)
        self._ways = [self._pause_actor, self._pause_all, self._step, self._attach, self._cycle, self._restart]

    def once(self):
        way = self.chance.choice(self._ways)
        yield from way(self.chance.choice(list(self.stage.actors)))

    def afterwards(self):
        yield from self.until(lambda: not self.tormentor.held, 120)  # what is away comes back as it is
        yield from self.while_refused()
        for place in ["paused", "step"] + [f"running/{actor}/paused" for actor in self.stage.actors]:
            try:
                remove(self.stage.path(place))
            except NotADirectoryError:
                pass
        self.stage.publish("cycle", CYCLE)

    def while_dead(self):
        """What a new supervisor is to find at its start."""
        if self.chance.random() < 0.3:
            actor = self.chance.choice(list(self.stage.actors))
            kind = self.chance.choice(["attach", "step", "restart"])
            if kind == "step":
                self._put("step", self._junk())
            elif os.path.isdir(self.stage.path("running", actor)):
                self._put(f"running/{actor}/{kind}", self._nobody() if kind == "attach" else "")

    def _put(self, place, content):
        try:
            self.stage.publish(place, content)
            self.count(os.path.basename(place))
        except FileNotFoundError:
            pass  # the actor is not at home

    def _pause_actor(self, actor):
        place = f"running/{actor}/paused"
        self._put(place, self._junk())
        yield from self.rest(0, 1)
        if self.chance.random() < 0.5:
            yield from self._step(actor)
            yield from self.rest(0, 0.3)
        yield from self._take_away(place)

    def _pause_all(self, _):
        self._put("paused", self._junk())
        yield from self.rest(0, 0.5)
        for _ in range(self.chance.randint(0, 3)):
            yield from self._step(self.chance.choice(list(self.stage.actors)))
            yield from self.rest(0, 0.3)
        yield from self._take_away("paused")

    def _take_away(self, place):
        yield from self.while_refused()
        remove(self.stage.path(place))

    def _step(self, actor):
        """The next in order, one chosen by its number, or nonsense."""
        names = self.stage.waiting(actor)
        what = self.chance.choice(["", "*", actor, "number", self._junk()])
        if what == "number":
            if not names:
                return
            name = self.chance.choice(names)
            body = read_json(os.path.join(self.stage.spool(actor), name))
            if not body:
                return
            self.load.moved.add((actor, body["src"], body["n"]))
            what = name.split("~")[1]
        self._put("step", what)
        yield 0

    def _attach(self, actor):
        """Nobody of these may be attached to anybody, and none may be signalled."""
        if os.path.isdir(self.stage.path("running", actor)):
            self._put(f"running/{actor}/attach", self._nobody())
        yield 0

    def _restart(self, actor):
        """With a program that is none."""
        if os.path.isdir(self.stage.path("running", actor)):
            self._put(f"running/{actor}/restart", self.chance.choice(["/nowhere/at/all", self.stage.root, "../teller.py", "a b"]))
        yield 0

    def _cycle(self, _):
        self._put("cycle", self.chance.choice(["10ms", "1s", "0", "-1s", "often", "", "99999999999999d"]))
        yield from self.rest(0.1, 1)
        yield from self.while_refused()
        self._put("cycle", CYCLE)

    def _nobody(self):
        stranger = self.tormentor.canaries.stranger
        actor = self.stage.status(self.chance.choice(self.load.settled)).get("pid")
        return str(self.chance.choice([0, 1, -1, 2, self.stage.process.pid, 2 ** 22 + 1, 10 ** 12, actor or 1,
                                       stranger.pid if stranger else 1, self._junk()]))

    def _junk(self):
        return self.chance.choice(["", "\n", "junk", "{}", "\0" * 8, "ä" * 40, "1e3", " ", "[" * 50])
