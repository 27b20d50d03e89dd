"""A second, small system with books of its own: it is saved and taken back again and again, while the commands that do so
and its supervisor are killed. What its books must know is what the image knows, and what was sent after it was loaded."""
import collections
import json
import os
import shutil

import books
from cast import WEALTH, Actor, requests
from load import OUTSIDE
from stage import Stage, listing, read_json, remove
from torment import Torment

IMAGE = "soak"
MOST_KILLS = 6  # of one command, until it is let through
PATIENCE = 90
SLOWEST_START = 60


def ring(_):
    """Tellers that pay each other: a cut that is not consistent makes or destroys money."""
    return [Actor(f"till-{i}", "teller.py", True, f"till-{i % 3 + 1}", balance=WEALTH) for i in (1, 2, 3)]


class Sent:
    """What was sent from outside, as the books want to know it."""

    def __init__(self, actors):
        self.sent = {actor: 0 for actor in actors}
        self.known = {actor: set() for actor in actors}
        self.moved, self.gone, self.dead = set(), set(), {}
        self.maybe_dead = collections.defaultdict(set)


class Loads(Torment):
    def life(self):
        self.system = Stage(os.path.join(self.stage.dir, "rewound"), 64, self.stage.children, self.stage.as_root, ring)
        self.books = Sent(self.system.actors)
        for name, request in requests(self.system.actors.values()).items():
            self.system.publish(f"spawn/{name}.json", json.dumps(request))
        self.system.start_supervisor()
        while self.on:
            yield from self._work()
            yield from self._save()
            yield from self._work()
            yield from self._load()
        yield from self._close()

    # ---- what happens in it

    def _work(self):
        end = self.times.now() + self.chance.uniform(1, 4)
        while self.on and self.times.now() < end:
            self._send()
            yield from self._live(0.02)
            yield self.chance.uniform(0.02, 0.1)

    def _send(self):
        actor = self.chance.choice(list(self.system.actors))
        if len(self.system.waiting(actor)) > 60:
            return
        n = self.books.sent[actor] = self.books.sent[actor] + 1
        body = {"src": OUTSIDE, "n": n, "pay": self.chance.randint(1, 50), "hops": self.chance.randint(0, 4),
                "split": self.chance.random() < 0.3}
        self.system.publish(f"send/{actor}::n{n:09d}.json", json.dumps(body))
        self.books.known[actor].add(n)

    def _live(self, danger):
        """Perhaps kills its supervisor; one that has ended is followed by another."""
        if self.system.lives_on() and self.chance.random() < danger:
            self.system.kill_supervisor()
            self.count("kills of its supervisor")
        elif not self.system.lives_on():
            self.accidents.append(f"the second system's supervisor ended by itself with code {self.system.process.returncode}")
        if not self.system.lives_on():
            self.system.put_journal_aside()
            self.system.start_supervisor()
            yield from self.until(self.system.serves, SLOWEST_START, "the second system's supervisor does not serve")

    # ---- saved and taken back

    def _save(self):
        before = {actor: set(numbers) for actor, numbers in self.books.known.items()}
        yield from self._insist("saved", ["image", "save", IMAGE], self._send)
        self.cut = {actor: self._in_image(actor) for actor in self.system.actors}
        for actor, numbers in self.cut.items():
            self._complain(f"the image lacks from {OUTSIDE} to {actor}", before[actor] - numbers)
            self._complain(f"the image has and should not, from {OUTSIDE} to {actor}", numbers - self.books.known[actor])

    def _load(self):
        yield from self._insist("loaded", ["image", "load", IMAGE], lambda: None)
        self.books.known = self.cut
        shutil.rmtree(self.system.path("images"), ignore_errors=True)

    def _insist(self, what, command, meanwhile):
        """Until the command was done once; before that it is killed at any moment, and so is the supervisor."""
        for attempt in range(20):
            act = self.system.act(*command, "--timeout", "3s")
            end = self.times.now() + (self.chance.uniform(0, 2) if attempt < MOST_KILLS and self.chance.random() < 0.6 else PATIENCE)
            danger = 0.02 if attempt < MOST_KILLS else 0
            while act.poll() is None and self.times.now() < end:
                meanwhile()
                yield from self._live(danger)
                yield 0.05
            if act.poll() is None:
                act.kill()
                act.wait()
                self.count("commands cut off")
            if act.returncode == 0:
                break
            if command[1] == "save":
                remove(self.system.path("paused"))  # whoever was killed could not do it
                for image in (IMAGE, "." + IMAGE):
                    shutil.rmtree(self.system.path("images", image), ignore_errors=True)
        else:
            self.accidents.append(f"act {' '.join(command)} does not succeed")
        self.count(what)
        remove(self.system.path("paused"))

    def _in_image(self, actor):
        """The numbers from outside that the image knows of."""
        image = self.system.path("images", IMAGE)
        seen = (read_json(os.path.join(image, "actors", actor, "state.json")) or {"seen": {}})["seen"].get(OUTSIDE, [])
        numbers = [n for first, last in seen for n in range(first, last + 1)]
        spool, send = os.path.join(image, "actors", actor, "spool"), os.path.join(image, "send")
        files = [os.path.join(spool, name) for name in listing(spool)]
        files += [os.path.join(send, name) for name in listing(send) if name.startswith(f"{actor}::")]
        bodies = [read_json(file) for file in files]
        numbers += [body["n"] for body in bodies if body["src"] == OUTSIDE]
        twice = [n for n, times in collections.Counter(numbers).items() if times > 1]
        self._complain(f"the image has twice, from {OUTSIDE} to {actor}", twice)
        return set(numbers)

    def _complain(self, what, numbers):
        if numbers:
            self.accidents.append(f"{what}: {books.ranges(numbers)}")

    # ---- the end

    def _close(self):
        yield from self.until(self._is_done, PATIENCE, "the second system does not come to rest")
        verdict = books.audit(self.system, self.books, self.books.known)
        self.accidents.extend(f"the second system: {sentence}" for sentence in verdict.problems)
        self.count("messages", verdict.handled)
        self.count("lost", verdict.lost)
        self.count("repeated", verdict.repeated)
        self.count("out of order", verdict.out_of_order)
        if verdict.concerned:
            print(books.stories(self.system, verdict.concerned))
        self.system.end_supervisor()

    def _is_done(self):
        if not self.system.lives_on():
            self.system.start_supervisor()
        drawers = ["send"] + [f"send/{actor}" for actor in self.system.actors]
        files = [name for drawer in drawers for name in listing(self.system.path(drawer)) if name.endswith(".json")]
        homes = [self.system.path("running", actor) for actor in self.system.actors]
        return self.system.serves() and not files and not any(
            listing(os.path.join(home, "spool")) or os.path.exists(os.path.join(home, "redo.json")) for home in homes) and all(
            self.system.status(actor).get("phase") == "ready" for actor in self.system.actors)

    def strike(self, keep):
        if hasattr(self, "system"):
            self.system.strike(keep=True)
