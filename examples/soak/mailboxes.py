"""Meddles with waiting messages, as people do by hand."""
import os

from stage import in_vain, read_json, remove
from torment import Torment

ORDERS = 12


class Meddling(Torment):
    """Touches, renames, holds and edits single messages. From then on they have no place in the order."""

    pause = (0.02, 0.1)

    def __init__(self, tormentor):
        super().__init__(tormentor)
        self._held = []

    def once(self):
        actor = self.chance.choice(self.load.settled)
        names = self.stage.waiting(actor)
        if names:
            way = self.chance.choice([self._touch, self._rename, self._hold, self._edit])
            yield from way(actor, self.chance.choice(names), names)
        for held in [h for h in self._held if h[0] <= self.times.now()]:
            yield from self._release(held)

    def afterwards(self):
        while self._held:
            yield from self._release(self._held[0])

    def _touch(self, actor, name, _):
        try:
            os.utime(os.path.join(self.stage.spool(actor), name))
            self.count("touched")
        except FileNotFoundError:
            pass  # it has just been delivered
        yield 0

    def _rename(self, actor, name, names):
        """To the place of another one, or right behind it."""
        order = self.chance.choice(names).split("~")[0][:ORDERS] + self.chance.choice(["", "5"])
        if self._move(actor, name, order + "~" + name.split("~", 1)[1]):
            self.count("renamed")
        yield 0

    def _hold(self, actor, name, _):
        if self._move(actor, name, name + ".held"):
            self.count("held")
            self._held.append((self.times.now() + self.chance.uniform(0.05, 3), actor, os.path.join(self.stage.spool(actor), name)))
        yield 0

    def _until_there(self, actor):
        """Whoever was told to end with the supervisor is in its grave until the next one restores it."""
        yield from self.until(lambda: os.path.isdir(self.stage.spool(actor)) and not self.stage.refuses(), 120)

    def _release(self, held):
        _, actor, place = held
        yield from self._until_there(actor)
        try:
            os.rename(place + ".held", place)
        except FileNotFoundError:
            self.accidents.append(f"{place}.held is gone: nobody but its owner touches a message that is held")
        self._held.remove(held)

    def _edit(self, actor, name, _):
        """As editors do it: the old file becomes a backup, a new one is written, the backup removed."""
        if self.stage.refuses() or not self._move(actor, name, name + "~"):
            return
        self.count("edited")
        yield self.chance.uniform(0, 0.05)
        yield from self._until_there(actor)
        place = os.path.join(self.stage.spool(actor), name)
        with open(place + "~", "rb") as backup:
            content = backup.read()
        try:
            with open(place, "xb") as file:
                file.write(content)
        except OSError as e:
            in_vain(e)
            remove(place)
            os.rename(place + "~", place)
            return
        remove(place + "~")

    def _move(self, actor, name, new):
        """Renames a waiting message unless it was delivered meanwhile."""
        place = os.path.join(self.stage.spool(actor), name)
        body = read_json(place)
        if body is None:
            return False
        try:
            os.rename(place, os.path.join(self.stage.spool(actor), new))
        except FileNotFoundError:
            return False
        self.load.moved.add((actor, body["src"], body["n"]))
        return True


class Mailboxes(Torment):
    """Deletes the whole mailbox of an actor that somebody plays, while no supervisor lives."""

    def while_dead(self):
        if self.chance.random() > 0.05:
            return
        actor = self.chance.choice([name for name, actor in self.stage.actors.items() if actor.played])
        away = self.stage.path(f".mailbox-{self.stage.lives}")
        try:
            os.rename(self.stage.spool(actor), away)
        except FileNotFoundError:
            return  # the actor is not at home
        self.count("deleted")
        for name in os.listdir(away):
            body = read_json(os.path.join(away, name))
            if body:
                self.load.gone.add((actor, body["src"], body["n"]))
            os.remove(os.path.join(away, name))
        os.rmdir(away)


class Saboteur:
    """Does what a supervisor with a fault would do: loses a message, doubles one, swaps two. The books must tell."""

    def __init__(self, stage, moved):
        self.stage, self.moved = stage, moved
        self.ways = [self._lose, self._double, self._swap]

    def _untouched(self, actor):
        """Waiting messages from outside, (number, name), that nobody has moved."""
        found = []
        for name in self.stage.waiting(actor):
            body = read_json(os.path.join(self.stage.spool(actor), name))
            if body and body["src"] == "outside" and "poison" not in body and "+" not in name \
                    and (actor, "outside", body["n"]) not in self.moved:
                found.append((body["n"], name))
        return found

    def _victims(self, count):
        for actor in ("python-1", "java-1"):
            found = self._untouched(actor)
            if len(found) >= count:
                return actor, found
        return None, []

    def _lose(self):
        actor, found = self._victims(1)
        return actor and remove(os.path.join(self.stage.spool(actor), found[0][1]))

    def _double(self):
        actor, found = self._victims(1)
        if not actor:
            return False
        body = read_json(os.path.join(self.stage.spool(actor), found[0][1]))
        self.stage.publish(f"send/{actor}::double.json", '{"src": "%s", "n": %d}' % (body["src"], body["n"]))
        return True

    def _swap(self):
        actor, found = self._victims(2)
        if not actor:
            return False
        (_, first), (_, last) = found[0], found[-1]
        spool = self.stage.spool(actor)
        os.rename(os.path.join(spool, last), os.path.join(spool, "000000000000~" + last.split("~", 1)[1]))
        return True
