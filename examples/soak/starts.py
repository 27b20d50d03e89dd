#!/usr/bin/env python3
"""Strews control files, half files and odd kinds about a root while no supervisor lives, and starts one: it has to serve
the root, without an exception and without harm to anybody who was not touched, and to end when it is told to.

Exit codes: 0 it did so each time, 1 it did not, 2 the command line is wrong, 3 no namespaces can be made here.
See docs/how-to/soak.md."""
import argparse
import contextlib
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # a checkout is not the place for it

import cell
from cast import HERE, Actor
from stage import Children, Stage, listing, read_text
from strewing import STARTLESS, Strewing, clear

STARTS_IN_A_ROW = 10  # of one root
PATIENCE = 60  # seconds; a busy machine starts a supervisor in 15
BROKEN = re.compile(r"Exception|Error\b|\tat [a-z]")
TREE = {"tree", "tree-1", "tree-2"}
SETTLED = {"alone", "asked", "tree-1", "tree-2"}  # have a process of their own, and answer for the rest if not touched


def play(_):
    """Some of each kind: with a process, in a tree, played by hand, attached."""
    return [Actor("alone", "teller.py", True), Actor("asked", "teller.py", True),
            Actor("by-hand", "teller.py", True, strays=True, played=True),
            Actor("attached", "teller.py", True, strays=True, played=True)]


class Row:
    """Some starts of one root, one after the other. Its dice are its own, so that it can be played again alone."""

    def __init__(self, directory, seed, number, children):
        self.number, self.children = number, children
        self.chance = random.Random(f"{seed}/{number}")
        self.stage = Stage(os.path.join(directory, f"row-{number}"), 64, children, cell.as_root, play)
        self.outside = os.path.join(self.stage.dir, "outside")
        os.makedirs(os.path.join(self.outside, "directory"))
        with open(os.path.join(self.outside, "file"), "w") as file:
            file.write("untouched")
        self.canaries = cell.Canaries(self.stage, children, os.getpid() == 1)
        self.player, self.asking = None, None
        self.sent = 0
        self.faults = []
        self.done = []

    def run(self, starts):
        self.stage.start_supervisor()
        self._await("it serves an empty root", self.stage.serves)
        for number in range(starts):
            if not self.stage.lives_on():
                self.stage.start_supervisor()
                self._await("it serves what it has served before", self.stage.serves)
            self._people()
            if self.faults:
                return number
            self.stage.kill_supervisor()
            strewing = Strewing(self.stage, self.chance, self.outside)
            strewing.throw()
            self.done.append("; ".join(strewing.done + self._kill_some()))
            self._start(strewing)
            self.children.reap()
            if self.faults:
                return number + 1
        return starts

    # ---- before

    def _people(self):
        """Actors, mail that waits, is delayed and held, an open question; whoever is missing comes back."""
        wanted = {name: actor.request() for name, actor in self.stage.actors.items()}
        wanted["tree"] = {"id": "tree", "strategy": "one_for_all", "restart": "permanent", "intensity": 1000, "period": "2s",
                          "children": [Actor(name, "teller.py", True).request() for name in ("tree-1", "tree-2")]}

        def missing():
            return [name for name in sorted(SETTLED | {"by-hand", "attached"}) if self.stage.status(name).get("phase") != "ready"]

        for _ in range(PATIENCE):  # what was deleted just now may still have its name
            for name, request in wanted.items():
                self._ask_for(name, request)
            if self._wait(lambda: not missing(), 1):
                break
        else:
            self.faults.append(f"asked for anew, and not ready: {' '.join(missing())}")
        for text, name in (("", "m"), ("+1h", "later")):
            self._send("by-hand", name, text)
            self._send("alone", name, text)
        for file in self.stage.waiting("by-hand")[:1]:
            place = os.path.join(self.stage.spool("by-hand"), file)
            with contextlib.suppress(FileNotFoundError):  # delivered just now
                os.rename(place, place + ".held")
        if (self.asking is None or self.asking.poll() is not None) and self.chance.random() < 0.3:
            self.asking = self.stage.act("ask", "--timeout", "60s", "by-hand", '{"src": "person", "n": 1}')
            time.sleep(0.4)
        if os.path.isdir(self.stage.path("running", "attached")):
            self._attach("attached")

    def _ask_for(self, name, request):
        if not os.path.lexists(self.stage.path("running", name)) and os.path.isdir(self.stage.path("spawn")):
            self.stage.publish(f"spawn/{name}.json", json.dumps(request))

    def _attach(self, actor):
        if self.player is None or self.player.poll() is not None:
            home = self.stage.path("running", actor)
            with open(os.path.join(self.stage.dir, "player.log"), "ab") as log:
                self.player = self.children.start(
                    ["python3", os.path.join(HERE, "teller.py"), actor, os.path.join(home, "state.json"),
                     os.path.join(home, "spool", "current"), self.stage.path("send", actor)],
                    stdout=log, stderr=log, start_new_session=True)
        if self.stage.status(actor).get("pid") != self.player.pid:
            self.stage.publish(f"running/{actor}/attach", str(self.player.pid))

    def _send(self, actor, name, delay=""):
        self.sent += 1
        self.stage.publish(f"send/{actor}::{name}-{self.sent}{delay}.json", json.dumps({"src": "fuzz", "n": self.sent}))
        return self.sent

    def _kill_some(self):
        killed = [actor for actor in sorted(SETTLED) if self.chance.random() < 0.2]
        for actor in killed:
            self.stage.signal_actor(actor, signal.SIGKILL)
        return [f"kill {actor}" for actor in killed]

    # ---- the start

    def _start(self, strewing):
        player_before = self.player and self.player.poll() is None
        length = len(read_text(self.stage.log))
        self.stage.start_supervisor()
        served = self._served()
        if not served and self._may_refuse(strewing, read_text(self.stage.log)[length:]):
            self.stage.start_supervisor()
            served = self._served()
        if not served:
            what = f"ended with code {self.stage.process.returncode}" if not self.stage.lives_on() else "did not serve"
            self.faults.append(f"the supervisor {what}: {read_text(self.stage.log)[length:][-400:]}")
        else:
            self._lift()
            touched = self._touched(strewing)
            self._look(sorted(SETTLED - touched))
            self._clear_away(touched)
        if self.stage.lives_on() and self.chance.random() < 0.3:
            self._end()
        said = read_text(self.stage.log)[length:]
        if BROKEN.search(said):
            self.faults.append("an exception: " + said[max(0, BROKEN.search(said).start() - 300):][:1500])
        self.faults.extend(f"a fault in the journal: {line[:500]}" for line in self._journalled_faults())
        self.faults.extend(self.canaries.complaints())
        if player_before and self.player.poll() is not None and self.player.returncode < 0:
            self.faults.append(f"the process that was attached was ended: {self.player.returncode}")
        if read_text(os.path.join(self.outside, "file")) != "untouched" or sorted(listing(self.outside)) != ["directory", "file"] \
                or listing(os.path.join(self.outside, "directory")):
            self.faults.append("something outside of the root was written to")

    def _served(self):
        return self._wait(lambda: self.stage.serves() or not self.stage.lives_on()) and self.stage.lives_on()

    def _may_refuse(self, strewing, said):
        """Some files decide whether anything is safe: it refuses to start, names one of them, and starts without it."""
        places = [place for place in STARTLESS if any(f" {place}" in what for what in strewing.done) and place in said]
        for place in places:
            clear(self.stage.path(place))
        return bool(places) and not self.stage.lives_on() and self.stage.process.returncode == 1

    def _lift(self):
        """What would rightly keep mail from anybody."""
        for place in ("paused", "breaks/odd.json", "cycle"):
            clear(self.stage.path(place))

    def _clear_away(self, touched):
        """Whoever was touched is deleted, and is asked for anew before the next start."""
        cast = {"attached", "by-hand", *TREE, *SETTLED}
        for name in listing(self.stage.path("running")):
            if name in touched or name not in cast and not name.startswith("ask-"):
                clear(self.stage.path("running", name))
                clear(self.stage.path("send", name))

    @staticmethod
    def _touched(strewing):
        """They are not asked to do anything any more."""
        return strewing.touched | (TREE if strewing.touched & TREE else set())

    def _look(self, actors):
        if not os.path.isdir(self.stage.path("send")):
            return
        sent = {actor: self._send(actor, "check") for actor in actors}

        def handled(actor):
            runs = (self.stage.state(actor) or {"seen": {}})["seen"].get("fuzz", [])
            return any(first <= sent[actor] <= last for first, last in runs)

        if not self._wait(lambda: all(map(handled, actors)) or not self.stage.lives_on()):
            late = [actor for actor in actors if not handled(actor)]
            self.faults.append(f"nobody touched {', '.join(late)}, and mail does not arrive after {PATIENCE} s")
        if self.chance.random() < 0.1:
            self._ask_act()
        if not self.stage.lives_on():
            self.faults.append(f"the supervisor served and then ended with code {self.stage.process.returncode}")

    def _ask_act(self):
        """Clients neither hang nor break on what lies there."""
        command = self.chance.choice([["ls"], ["dead", "ls"], ["mail"], ["events"], ["next"], ["show", "alone"], ["image", "ls"]])
        log = os.path.join(self.stage.dir, "act.log")
        with open(log, "wb") as output:
            process = self.children.start([os.path.join(self.stage.bin, "act"), "-r", self.stage.root, *command],
                                          stdout=output, stderr=output, start_new_session=True)
        if not self._wait(lambda: process.poll() is not None):
            process.kill()
            self.faults.append(f"act {' '.join(command)} hangs")
        if re.search(r"\tat [a-z]", read_text(log)):
            self.faults.append(f"act {' '.join(command)}: {read_text(log)[:800]}")

    def _end(self):
        self.stage.process.terminate()
        if not self._wait(lambda: not self.stage.lives_on(), 5):
            self.stage.process.terminate()
            if not self._wait(lambda: not self.stage.lives_on(), 10):
                self.faults.append("the supervisor outlives its second TERM")

    def _journalled_faults(self):
        for path in self.stage.journal_files():
            if os.path.isfile(path) and not os.path.islink(path):
                yield from (line for line in read_text(path).splitlines() if '"event":"fault"' in line)

    def _await(self, what, condition):
        if not self._wait(condition):
            self.faults.append(f"not even this: {what}")

    @staticmethod
    def _wait(condition, patience=PATIENCE):
        end = time.monotonic() + patience
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def strike(self, keep):
        for process in (self.player, self.asking):
            if process and process.poll() is None:
                process.kill()
                process.wait()
        self.canaries.end()
        self.stage.strike(keep)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0], epilog=__doc__.split("\n\n")[1],
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=30, metavar="N", help="how many (30)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of what is strewn (1)")
    parser.add_argument("--row", type=int, metavar="N", help="only this row of %d starts: play it again" % STARTS_IN_A_ROW)
    parser.add_argument("--root", metavar="DIR", help="a directory to be made (a temporary one)")
    options = parser.parse_args()
    if options.root and os.path.exists(options.root):
        parser.error(f"{options.root} is there already: name a directory that can be made")
    return options


def main():
    options = parse()
    if not cell.enter():
        print("starts: no namespaces can be made here, and outside of them it might harm somebody: try as root", file=sys.stderr)
        return 3
    directory = options.root or tempfile.mkdtemp(prefix="actos-starts-")
    os.makedirs(directory, exist_ok=True)
    children, began, starts, wrong = Children(), time.monotonic(), 0, 0
    rows = [options.row] if options.row is not None else range((options.starts + STARTS_IN_A_ROW - 1) // STARTS_IN_A_ROW)
    for number in rows:
        row = Row(directory, options.seed, number, children)
        starts += row.run(min(STARTS_IN_A_ROW, options.starts - starts) if options.row is None else STARTS_IN_A_ROW)
        if row.faults:
            wrong += 1
            print(f"row {number} of seed {options.seed}, after {len(row.done)} starts:", *row.done, sep="\n  strewn: ")
            print(*(f"  FAULT {fault}" for fault in row.faults), sep="\n", flush=True)
        else:
            print(f"row {number}: {len(row.done)} starts", flush=True)
        row.strike(keep=bool(row.faults))
    print(f"{starts} starts in {time.monotonic() - began:.0f} s, {wrong} rows with faults"
          + (f": see {directory}" if wrong else ""), flush=True)
    if not wrong:
        shutil.rmtree(directory, ignore_errors=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
