"""The tormentor: kills the supervisor and actors at random moments, fills the disk, and meddles with waiting messages."""
import os
import signal
import subprocess
import sys
import time

from load import full_or_raise
from stage import RING, read_json, remove

ORDERS = 12
SLOWEST_START = 30


class Tormentor:
    """Goes by a seeded chance. What it does to a message so that no order can be promised for it is noted in `moved`,
    which it shares with the load."""

    def __init__(self, stage, times, chance, moved, without):
        self.stage, self.times, self.chance, self.moved = stage, times, chance, moved
        self.without = without
        self.on = True
        self.kills = self.early = self.actor_kills = self.fills = self.restarts = 0
        self.touched = self.renamed = self.held_back = self.edited = 0
        self.started, self.start_takes = 0, 0.5
        self.accidents = []  # what a supervisor did without being asked to
        self.held = []
        self.pending = 0  # things that it has begun and must end
        self.commands = []
        self.while_dead = []  # called once each while no supervisor lives, until it returns true

    def run(self):
        self.stage.start_supervisor()
        self._await_ring()
        begin = {"supervisor": self._plan_kill, "actors": self._kill_actor, "disk": self._fill,
                 "restarts": self._restart, "meddling": self._meddle}
        for torment, action in begin.items():
            if torment not in self.without:
                self._soon(0.3, 1.2, action)

    def _await_ring(self):
        """A tree of which a child ends before all are up has not been started, and nobody tries again."""
        limit = self.times.now() + 60
        while (read_json(self.stage.path("running", RING, "status.json")) or {}).get("phase") != "ready":
            if self.times.now() > limit:
                sys.exit("soak: the ring is not ready after a minute: see supervisor.log")
            time.sleep(0.05)

    def stop(self):
        """No new torment; what has begun is ended by and by. A supervisor runs afterwards."""
        self.on = False
        for held in self.held:
            self._release(held)
        self.held = []
        if self.stage.is_full():
            self.stage.free()

    def is_quiet(self):
        return not self.pending and not self.running_commands()

    def running_commands(self):
        self.commands = [c for c in self.commands if c.poll() is None]
        return self.commands

    def _soon(self, least, most, action):
        self.times.after(self.chance.uniform(least, most), lambda: self.on and action())

    # ---- processes

    def _plan_kill(self):
        """A third of the kills come at any moment of the start, the others when the supervisor has served for a while,
        which is at times longer, so that all else happens too."""
        self.started = self.times.now()
        if self.chance.random() < 0.35:
            self._kill_after(self.chance.uniform(0, 1.2 * self.start_takes), self.stage.lives)
        else:
            life = self.chance.uniform(2, 4) if self.chance.random() < 0.1 else self.chance.uniform(0, 1.2)
            self._wait_for_service(life, self.stage.lives)

    def _wait_for_service(self, life, number):
        took = self.times.now() - self.started
        if self.stage.serves():
            self.start_takes += 0.2 * (took - self.start_takes)
            self._kill_after(life, number)
        elif not self.stage.lives_on() or took > SLOWEST_START:
            if self.stage.lives_on():
                self.accidents.append(f"supervisor number {number} did not serve after {SLOWEST_START} s")
            self._kill_after(0, number)
        else:
            self.times.after(0.02, lambda: self.on and self._wait_for_service(life, number))

    def _kill_after(self, delay, number):
        self.times.after(delay, lambda: self.on and number == self.stage.lives and self._kill_supervisor())

    def _kill_supervisor(self):
        if not self.stage.lives_on():
            self.note_accident()
        else:
            self.kills += 1
            self.early += not self.stage.serves()
            self.stage.kill_supervisor()
        self.while_dead = [action for action in self.while_dead if not action()]
        if not self.stage.is_full():
            self.stage.put_journal_aside()
        if self.chance.random() < 0.2:
            self.pending += 1
            self.times.after(self.chance.uniform(0, 0.5), self._begin_late)
        else:
            self._begin()

    def _begin_late(self):
        self.pending -= 1
        self._begin()

    def _begin(self):
        self.stage.start_supervisor()
        self._plan_kill()

    def note_accident(self):
        self.accidents.append(f"supervisor number {self.stage.lives} ended by itself with code "
                              f"{self.stage.process.returncode}: see {self.stage.log}")

    def _kill_actor(self):
        actor = self.chance.choice(list(self.stage.actors))
        number = signal.SIGKILL if self.chance.random() < 0.85 else signal.SIGTERM
        self.actor_kills += self.stage.signal_actor(actor, number)
        self._soon(0.2, 1.2, self._kill_actor)

    def _restart(self):
        actor = self.chance.choice(list(self.stage.actors))
        self.restarts += 1
        if self.chance.random() < 0.3:
            self.commands.append(subprocess.Popen(
                [os.path.join(self.stage.bin, "act"), "-r", self.stage.root, "restart", actor], start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        else:
            try:
                open(self.stage.path("running", actor, "restart"), "w").close()
            except OSError:
                self.restarts -= 1
        self._soon(2, 6, self._restart)

    # ---- the disk

    def _fill(self):
        self.fills += 1
        self.pending += 1
        self._keep_full(self.times.now() + self.chance.uniform(0.3, 1.2))
        self._soon(6, 15, self._fill)

    def _keep_full(self, end):
        if self.on and self.times.now() < end:
            self.stage.fill()
            self.times.after(0.03, lambda: self._keep_full(end))
        else:
            self.pending -= 1
            self.stage.free()

    # ---- waiting messages

    def _meddle(self):
        actor = self.chance.choice(list(self.stage.actors))
        names = self.stage.waiting(actor)
        if names:
            way = self.chance.choice([self._touch, self._rename, self._hold, self._edit])
            way(actor, self.chance.choice(names), names)
        self._soon(0.02, 0.1, self._meddle)

    def _touch(self, actor, name, _):
        try:
            os.utime(os.path.join(self.stage.spool(actor), name))
            self.touched += 1
        except FileNotFoundError:
            pass  # it has just been delivered

    def _rename(self, actor, name, names):
        """To the place of another one, or right behind it."""
        order = self.chance.choice(names).split("~")[0][:ORDERS] + self.chance.choice(["", "5"])
        if self._move(actor, name, order + "~" + name.split("~", 1)[1]):
            self.renamed += 1

    def _hold(self, actor, name, _):
        if self._move(actor, name, name + ".held"):
            self.held_back += 1
            held = (actor, name)
            self.held.append(held)
            self.times.after(self.chance.uniform(0.05, 3), lambda: self._release_one(held))

    def _release_one(self, held):
        if held in self.held:
            self.held.remove(held)
            self._release(held)

    def _release(self, held):
        actor, name = held
        place = os.path.join(self.stage.spool(actor), name)
        try:
            os.rename(place + ".held", place)
        except FileNotFoundError:
            self.accidents.append(f"{place}.held is gone: nobody but its owner touches a message that is held")

    def _edit(self, actor, name, _):
        """As editors do it: the old file becomes a backup, a new one is written, the backup removed."""
        if not self.stage.is_full() and self._move(actor, name, name + "~"):
            self.edited += 1
            self.pending += 1
            self.times.after(self.chance.uniform(0, 0.05), lambda: self._edit_on(os.path.join(self.stage.spool(actor), name)))

    def _edit_on(self, place):
        if self.stage.is_full():
            self.times.after(0.1, lambda: self._edit_on(place))
            return
        self.pending -= 1
        with open(place + "~", "rb") as backup:
            content = backup.read()
        try:
            with open(place, "xb") as file:
                file.write(content)
        except OSError as e:
            full_or_raise(e)
            remove(place)
            os.rename(place + "~", place)
            return
        remove(place + "~")

    def _move(self, actor, name, new):
        """Renames a waiting message unless it was delivered meanwhile; from then on it has no place in the order."""
        place = os.path.join(self.stage.spool(actor), name)
        body = read_json(place)
        if body is None:
            return False
        try:
            os.rename(place, os.path.join(self.stage.spool(actor), new))
        except FileNotFoundError:
            return False
        self.moved.add((actor, body["src"], body["n"]))
        return True


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
