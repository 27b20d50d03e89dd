"""What all torments have in common."""
import contextlib
import random

from stage import in_vain


class Torment:
    """Does something harmful again and again, and mends it before it ends. A torment goes by dice of its own. It is written
    as a generator that yields how many seconds it waits, so that all of them share one thread.

    Subclasses say in `pause` how long to rest between two harms, and have at least one of these: `once`, a generator that
    does one harm; `while_dead`, called when no supervisor lives; `afterwards`, a generator that mends what is left. Figures
    for the table at the end are in `figures`."""

    pause = (1, 2)

    def __init__(self, tormentor):
        self.tormentor, self.stage, self.load = tormentor, tormentor.stage, tormentor.load
        self.times, self.accidents = tormentor.times, tormentor.accidents
        self.chance = random.Random(tormentor.chance.random())
        self.figures = {}

    @property
    def on(self):
        return self.tormentor.on

    def life(self):
        while self.on:
            yield from self.rest(*self.pause)
            if self.on:
                yield from self._dare(self.once)
        yield from self._dare(self.afterwards)

    def _dare(self, harm):
        try:
            yield from harm()
        except OSError as e:
            in_vain(e)

    def once(self):
        yield 0

    def while_dead(self):
        pass

    def afterwards(self):
        yield 0

    # ---- for subclasses

    def impossible(self):
        """Why it cannot be done here; nothing if it can."""

    def count(self, what, number=1):
        self.figures[what] = self.figures.get(what, 0) + number

    def rest(self, least, most):
        """Some seconds, or until the torment is over."""
        end = self.times.now() + self.chance.uniform(least, most)
        while self.on and self.times.now() < end:
            yield min(0.1, max(0, end - self.times.now()))

    def until(self, condition, patience, complaint=None):
        """Waits, also beyond the end of the torment, until something is so; gives back whether it came to be."""
        end = self.times.now() + patience
        while not condition():
            if self.times.now() > end:
                if complaint:
                    self.accidents.append(complaint)
                return False
            yield 0.05
        return True

    def while_refused(self):
        """Waits until the disk can be written to."""
        while self.stage.refuses():
            yield 0.05

    @contextlib.contextmanager
    def hold(self, actor):
        """The only one that harms this actor's directory; false if another torment does already."""
        held = self.tormentor.held
        free = actor not in held
        if free:
            held.add(actor)
        try:
            yield free
        finally:
            if free:
                held.discard(actor)
