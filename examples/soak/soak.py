#!/usr/bin/env python3
"""A soak: actors in bash, Python and Java under load, while a tormentor kills the supervisor and actors at random
moments, fills the disk and meddles with waiting messages. Every message has a number; at the end the books must balance.

Exit codes: 0 they balance, 1 they do not, 2 the command line is wrong, 130 broken off.
See docs/how-to/soak.md."""
import argparse
import heapq
import itertools
import json
import os
import random
import re
import signal
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # a checkout is not the place for it

import books
import cell
from cast import RING, cast, requests
from load import Load
from mailboxes import Saboteur
from stage import Children, Stage, listing, read_json
from tormentor import TORMENTS, Tormentor

PATIENCE = 60
LONGEST_DRAIN = 300
SAY_EVERY = 5
SABOTEURS_TIME = 300
PREPARED = re.compile(r"^\.[0-9]+~")  # what an actor that commits has prepared; other hidden files are its own affair


class Times:
    """What is to happen when, on the monotonic clock and one thread."""

    def __init__(self):
        self._plans = []
        self._numbers = itertools.count()
        self.failures = []

    def now(self):
        return time.monotonic()

    def after(self, delay, action):
        heapq.heappush(self._plans, (self.now() + delay, next(self._numbers), action))

    def run(self, limit):
        """Does what is due until the time is there."""
        while True:
            now = self.now()
            if self._plans and self._plans[0][0] <= now:
                action = heapq.heappop(self._plans)[2]
                try:
                    action()
                except OSError as e:
                    self.failures.append(f"the soak itself stumbled: {type(e).__name__} {e}")
            elif now >= limit:
                return
            else:
                time.sleep(max(0, min(limit, self._plans[0][0] if self._plans else limit) - now))


class Soak:
    def __init__(self, options, directory):
        self.options = options
        self.times = Times()
        self.began = self.times.now()
        self.children = Children()
        self.stage = Stage(directory, options.size, self.children, cell.as_root, cast)
        chance = random.Random(options.seed)
        self.load = Load(self.stage, self.times, random.Random(chance.random()), options.without)
        self.tormentor = Tormentor(self.stage, self.times, random.Random(chance.random()), self.load, options.without)
        self.canaries = self.tormentor.canaries = cell.Canaries(self.stage, self.children, options.caged)
        self.saboteur = Saboteur(self.stage, self.load.moved) if options.sabotage else None
        self.broken_off = False
        self.said = 0

    def run(self):
        """The whole play; the exit code."""
        signal.signal(signal.SIGINT, self._interrupted)
        print(f"seed {self.options.seed}, {self.stage.describe()}", flush=True)
        for sentence in self.tormentor.left_out:
            print(f"left out: {sentence}", flush=True)
        for name, request in requests(self.stage.actors.values()).items():
            self.stage.publish(f"spawn/{name}.json", json.dumps(request))
        if self.saboteur:
            self.tormentor.while_dead = self.saboteur.ways
        self.load.run()
        self.tormentor.run()
        while not self._enough():
            self._go_on("tormenting")
        self.load.stop()
        self.tormentor.stop()
        drained = self._drain()
        verdict = books.audit(self.stage, self.load)
        self._end(verdict, drained)
        self._tell(verdict)
        return 1 if verdict.problems else 0

    def _interrupted(self, *_):
        if self.broken_off:
            raise KeyboardInterrupt
        self.broken_off = True
        print("ending gently: the torment stops, the system drains; once more to break off", flush=True)

    def _enough(self):
        if self.broken_off:
            return True
        if self.tormentor.while_dead and self.times.now() - self.began < SABOTEURS_TIME:
            return False
        if self.options.kills:
            return self.tormentor.kills() >= self.options.kills
        return self.times.now() - self.began >= self.options.minutes * 60

    def _go_on(self, doing):
        self.times.run(self.times.now() + 0.2)
        self.children.reap()
        self.tormentor.accidents.extend(self.canaries.complaints())
        if self.times.now() - self.said >= SAY_EVERY:
            self.said = self.times.now()
            print(f"{self._elapsed():>7} {doing}: {self.tormentor.kills()} kills of the supervisor, "
                  f"{self.load.total()} messages from outside, "
                  f"{self._handled()} handled, {self._waiting()} waiting", flush=True)

    def _elapsed(self):
        seconds = int(self.times.now() - self.began)
        return "%d:%02d" % divmod(seconds, 60)

    def _handled(self):
        states = (self.stage.state(name) or {"seen": {}} for name in self.stage.actors)
        return sum(last - first + 1 for state in states for runs in state["seen"].values() for first, last in runs)

    def _waiting(self):
        return sum(len(self.stage.waiting(name)) for name in self.stage.actors)

    # ---- the end

    def _drain(self):
        """Waits until nothing moves any more; returns what it still waited for when its patience was over."""
        began = changed = self.times.now()
        calm_since, open_things = None, None
        while True:
            self._go_on("draining")
            if self.tormentor.serves_alone() and not self.stage.lives_on():
                self.tormentor.note_accident()
                self.stage.start_supervisor()
            now, still = self.times.now(), self._open()
            if still != open_things:
                open_things, changed = still, now
            calm_since = (calm_since or now) if not still else None
            if calm_since and now - calm_since > 2:
                return []
            if now - changed > PATIENCE or now - began > LONGEST_DRAIN:
                return still

    def _open(self):
        """What is not done yet."""
        still = []
        if not self.load.is_written():
            still.append("messages that were not written yet")
        still.extend(f"the torment {name}, which is not done" for name in self.tormentor.not_done())
        if not self.stage.serves():
            still.append("the supervisor, which does not serve yet")
        for sentence in (read_json(self.stage.path("supervisor.json")) or {}).get("degraded") or []:
            still.append(f"the supervisor, which says: {sentence}")
        for actor in self.stage.actors:
            phase = self.stage.status(actor).get("phase")
            if phase != "ready":
                still.append(f"{actor}, which is {phase or 'not there'}")
        for name in listing(self.stage.path("spawn")):
            still.append(f"spawn/{name}")
        for drawer in ["send"] + [f"send/{actor}" for actor in self.stage.actors]:
            for name in listing(self.stage.path(drawer)):
                if name not in {RING, *self.stage.actors} and (not name.startswith(".") or PREPARED.match(name)):
                    still.append(f"{drawer}/{name}")
        for actor in self.stage.actors:
            for name in listing(self.stage.spool(actor)):
                still.append(f"running/{actor}/spool/{name}")
            if os.path.exists(self.stage.path("running", actor, "redo.json")):
                still.append(f"running/{actor}/redo.json")
        return still

    def _end(self, verdict, drained):
        for thing in drained[:10]:
            verdict.problem(f"the system does not come to rest: still waiting for {thing}")
        if len(drained) > 10:
            verdict.problem(f"and for {len(drained) - 10} more")
        if self.saboteur and self.tormentor.while_dead:
            verdict.problem("the saboteur found no chance for all that he wanted to do")
        self.tormentor.close()
        limit = self.times.now() + PATIENCE
        while self.tormentor.not_done() and self.times.now() < limit:
            self._go_on("ending")
        for accident in self.tormentor.accidents + self.times.failures:
            verdict.problem(accident)
        if self.stage.lives_on():
            code = self.stage.end_supervisor()
            if code != 0:
                verdict.problem(f"the supervisor did not end with code 0 when it was told to, but with {code}")
        self.children.reap()
        for pid in self.stage.remains():
            verdict.problem(f"process {self.stage.portrait(pid)} has survived the end")

    def strike(self, keep):
        """Ends what is left of all systems, and removes everything or keeps it."""
        self.canaries.end()
        self.tormentor.torments["loads"].strike(keep)
        self.stage.strike(keep)

    def _tell(self, verdict):
        t, d = self.tormentor, self.load
        rows = [
            ("duration", self._elapsed()), ("seed", self.options.seed),
            *t.figures(),
            ("messages", f"{verdict.handled} handled, {d.total()} of them from outside"),
            ("written in halves", d.halves),
            ("lost", verdict.lost), ("repeated", f"{verdict.repeated}, and {verdict.allowed_repeats} that were cut off in bash"),
            ("out of order", verdict.out_of_order),
            ("dead", f"{verdict.dead_seen} seen, {verdict.dead_expected} expected"),
        ]
        print()
        for name, value in rows:
            print(f"{name:20} {value}")
        if verdict.problems:
            print(f"\nTHE BOOKS DO NOT BALANCE: {len(verdict.problems)} problems")
            for sentence in verdict.problems[:50]:
                print("  " + sentence)
            if verdict.concerned:
                print("\nWhat the journal says:\n" + books.stories(self.stage, verdict.concerned))
            print(f"\nEverything is kept in {self.stage.dir}")
        else:
            print("\nThe books balance.")
        sys.stdout.flush()


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0], epilog=__doc__.split("\n\n")[1],
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1, metavar="M", help="how long the torment lasts (1)")
    parser.add_argument("--kills", type=int, metavar="N", help="until the supervisor was killed so often, instead")
    parser.add_argument("--seed", type=int, metavar="S", help="of the tormentor's chance (another one each time)")
    parser.add_argument("--root", metavar="DIR", help="a directory to be made; the root is root/ in it (a temporary one)")
    parser.add_argument("--size", type=int, default=64, metavar="MB", help="of the file system that is filled (64)")
    parser.add_argument("--keep", action="store_true", help="keep everything even if the books balance")
    known = (*TORMENTS, "ends", "poison")
    parser.add_argument("--without", nargs="+", default=[], choices=known, metavar="WHAT",
                        help="leave out torments: " + ", ".join(known))
    parser.add_argument("--user", type=int, metavar="UID", help="whose the system is; only root may say so")
    parser.add_argument("--sabotage", action="store_true",
                        help="lose, double and swap a message: the books must not balance then")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1000000)
    if options.user and os.getuid() != 0:
        parser.error("--user: only root can become another user")
    if options.root and os.path.exists(options.root):
        parser.error(f"{options.root} is there already: name a directory that can be made")
    return options


def main():
    options = parse()
    options.caged = cell.enter()
    if not options.caged:
        print("left out: the cell: no namespaces can be made here, so strangers are only those of the soak's own")
    if options.root:
        os.makedirs(options.root)
    directory = options.root or tempfile.mkdtemp(prefix="actos-soak-")
    if options.user:
        os.chown(directory, options.user, options.user)
        cell.become(options.user)
    soak, code = Soak(options, directory), 130
    try:
        code = soak.run()
    except KeyboardInterrupt:
        print("broken off", file=sys.stderr)
    finally:
        soak.strike(keep=options.keep or code == 1)
    return code


if __name__ == "__main__":
    sys.exit(main())
