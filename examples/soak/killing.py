"""Kills the supervisor, again and again, and actors; asks for restarts."""
import os
import signal

from stage import file_time
from torment import Torment

SLOWEST_START = 60
USUAL_START = 0.5
SLOWEST_END = 10  # or five times what a start takes, on a machine that is too busy
LONGEST_SILENCE = 30
ENDED = (0, 4, 128 + signal.SIGTERM)  # by TERM: after its actors, in time but before them, before it could catch it


class Supervisors(Torment):
    """A third of the kills come at any moment of the start, the others when the supervisor has served for a while, which is
    at times longer, so that all else happens too, and on a machine that is slow: as much is done between two kills there.
    Now and then it is told to end instead, twice, and has to."""

    def __init__(self, tormentor):
        super().__init__(tormentor)
        self.kills = 0
        self.count("kills", 0)
        self._start_takes = USUAL_START

    def life(self):
        while self.on:
            if "supervisor" in self.tormentor.without:
                yield from self.rest(1, 1)
                continue
            yield from self._let_live()
            if not self.on:
                break
            if self.chance.random() < 0.05 and "ends" not in self.tormentor.without:
                yield from self._end_gently()
            self._kill()
            self.tormentor.no_supervisor_lives()
            if not self.stage.refuses():
                self.stage.put_journal_aside()
            if self.chance.random() < 0.2:
                yield self.chance.uniform(0, 0.5)
            while self.stage.is_read_only():  # it would refuse to serve, and rightly
                yield 0.05
            self.stage.start_supervisor()

    def _let_live(self):
        if self.chance.random() < 0.35:
            yield from self.rest(0, 1.2 * self._start_takes)
            return
        began = self.times.now()
        served = yield from self.until(lambda: self.stage.serves() or not self.stage.lives_on(), SLOWEST_START)
        if not served:
            self.accidents.append(f"supervisor number {self.stage.lives} did not serve after {SLOWEST_START} s")
            return
        self._start_takes += 0.2 * (self.times.now() - began - self._start_takes)
        yield from self._listen(self.chance.choices([(0, 1.2), (2, 4), (15, 25)], (89, 10, 1))[0])

    def _listen(self, life):
        """Lets it live and notices if it falls silent though it lacks nothing."""
        since = self.times.now()
        end = since + self.chance.uniform(*life) * max(1, self._start_takes / USUAL_START)
        while self.on and self.times.now() < end and self.stage.lives_on():
            if self.stage.refuses():
                self.stage.trouble = self.times.now()
            silent = self.times.now() - max(since, self.stage.trouble, file_time(self.stage.path("supervisor.json")))
            if silent > LONGEST_SILENCE:
                self.accidents.append(f"supervisor number {self.stage.lives} has not reported for {silent:.0f} s")
                return
            yield min(0.2, max(0, end - self.times.now()))

    def _end_gently(self):
        """TERM, and a second one: it has to end, whatever it lacks. The next one restores what has ended with it."""
        if not self.stage.lives_on():
            return
        self.count("told to end")
        self.stage.process.terminate()
        if self.chance.random() < 0.3:  # it is KILLed in the middle of its end instead
            yield self.chance.uniform(0, 1)
            return
        yield self.chance.uniform(0, 2)
        self.stage.process.terminate()
        patience = max(SLOWEST_END, 5 * self._start_takes)
        ended = yield from self.until(lambda: not self.stage.lives_on(), patience)
        if not ended:
            self.accidents.append(f"supervisor number {self.stage.lives} outlived its second TERM by {patience:.0f} s")
        elif self.stage.process.returncode not in ENDED:
            self.accidents.append(f"supervisor number {self.stage.lives} was told to end and did so with code "
                                  f"{self.stage.process.returncode}")

    def _kill(self):
        if self.stage.lives_on():
            self.kills += 1
            self.count("kills")
            if not self.stage.serves():
                self.count("of them before it served")
            self.stage.kill_supervisor()
        elif self.stage.process.returncode not in ENDED:
            self.tormentor.note_accident()


class Actors(Torment):
    pause = (0.2, 1.2)

    def once(self):
        actor = self.chance.choice(list(self.stage.actors))
        number = signal.SIGKILL if self.chance.random() < 0.85 else signal.SIGTERM
        self.count("kills", self.stage.signal_actor(actor, number))
        yield 0


class Restarts(Torment):
    pause = (2, 6)

    def once(self):
        actor = self.chance.choice(list(self.stage.actors))
        if self.chance.random() < 0.3:
            command = self.stage.act("restart", actor)
            yield from self.until(lambda: command.poll() is not None, 120, f"act restart {actor} does not end")
        elif os.path.isdir(self.stage.path("running", actor)):
            open(self.stage.path("running", actor, "restart"), "w").close()
        self.count("asked for")
        yield 0
