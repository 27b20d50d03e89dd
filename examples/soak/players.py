"""Plays the manual actors with processes of the soak's own, which no supervisor may ever signal with more than USR1."""
import os

from cast import HERE
from torment import Torment


class Players(Torment):
    """Starts a process for each manual actor and attaches it; ends it, and starts another one. There is never more than
    one process for an actor: two would handle its messages twice, and it would be nobody's fault but ours."""

    pause = (0.1, 0.6)

    def __init__(self, tormentor):
        super().__init__(tormentor)
        self._processes = {}
        self._ended = set()  # by us
        self._roles = [name for name, actor in self.stage.actors.items() if actor.played]

    def once(self):
        actor = self.chance.choice(self._roles)
        if "attach" not in self.tormentor.without and self.chance.random() < 0.15:
            self.end(actor)
        with self.hold(actor) as free:
            if free:
                yield from self._play(actor)

    def afterwards(self):
        """Who plays until the books are closed."""
        while not self.tormentor.closed:
            for actor in self._roles:
                if self._is_at_home(actor):
                    yield from self._play(actor)
            yield 0.2
        for actor in self._roles:
            self.end(actor)

    def end(self, actor):
        """The process that plays this actor is gone when this returns."""
        process = self._processes.get(actor)
        if process and process.poll() is None:
            self._ended.add(process.pid)
            process.kill()
            process.wait()
            self.count("players ended")

    def _play(self, actor):
        if not self._is_at_home(actor) or not self.stage.serves():
            return
        process = self._processes.get(actor)
        if process is None or process.poll() is not None:
            self._notice_end(actor, process)
            process = self._processes[actor] = self._start(actor)
            yield self.chance.uniform(0, 0.3)
        if self.stage.status(actor).get("pid") != process.pid and self._is_at_home(actor):
            self.stage.publish(f"running/{actor}/attach", f"{process.pid}\n")
            self.count("attached")
            yield from self.until(lambda: self.stage.status(actor).get("pid") == process.pid or process.poll() is not None
                                  or not self.on, 2)

    def _is_at_home(self, actor):
        return os.path.isdir(self.stage.path("running", actor))

    def _start(self, actor):
        home, log = self.stage.path("running", actor), os.path.join(self.stage.dir, f"{actor}.log")
        with open(log, "ab") as output:
            return self.stage.children.start(
                ["python3", os.path.join(HERE, "teller.py"), actor, os.path.join(home, "state.json"),
                 os.path.join(home, "spool", "current"), self.stage.path("send", actor)],
                stdout=output, stderr=output, start_new_session=True)

    def _notice_end(self, actor, process):
        """It may end by itself, with an exit code, when what it works on is taken away. Nobody but us may end it."""
        if process and process.returncode < 0 and process.pid not in self._ended:
            self.accidents.append(f"somebody has ended the process that played {actor}, with signal {-process.returncode}")
