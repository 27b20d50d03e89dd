"""The books: what was sent against what was handled, when all is quiet."""
import collections
import json
import os
import re

from load import OUTSIDE
from stage import listing, read_json, read_text

DEAD = re.compile(r"^[0-9]+~(.*)\.json$")


class Verdict:
    """The figures of the end, and what is wrong: the books balance if `problems` is empty."""

    def __init__(self):
        self.lost = self.repeated = self.allowed_repeats = self.out_of_order = self.handled = 0
        self.dead_expected = self.dead_seen = 0
        self._sentences = []
        self._numbers = {}  # what is wrong with them -> numbers
        self.concerned = []  # (receiver, src, number): whose story the journal may tell

    @property
    def problems(self):
        return self._sentences + [f"{what}: {ranges(numbers)}" for what, numbers in self._numbers.items()]

    def problem(self, sentence, *messages):
        self._sentences.append(sentence)
        self.concerned.extend(messages)

    def wrong(self, what, src, to, n):
        self._numbers.setdefault(f"{what}, from {src} to {to}", []).append(n)
        self.concerned.append((to, src, n))


def ranges(numbers):
    """1-3, 7"""
    runs = []
    for n in sorted(set(numbers)):
        if runs and runs[-1][1] == n - 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


NUMBER = re.compile(r"^(.*)::n0*([0-9]+)$")


def audit(stage, load, known=None):
    """Closes the books of a system at rest. `known` are the numbers from outside that it has to know of, by actor; all that
    were sent if nothing is said."""
    verdict = Verdict()
    states = {}
    for name in stage.actors:
        states[name] = stage.state(name)
        if states[name] is None:
            verdict.problem(f"{name} has no state: it is not running")
            return verdict
    begun = {name: Trace(os.path.join(stage.traces, name)) for name, a in stage.actors.items() if not a.commits}
    dead = audit_dead(stage, load, verdict)
    audit_money(stage, states, verdict)
    known = known or {name: range(1, count + 1) for name, count in load.sent.items()}
    for src, to, numbers in pairs(stage, known, states):
        buried = {n for actor, n in dead if actor == to} if src == OUTSIDE else set()
        audit_pair(verdict, load, src, to, set(numbers), states[to]["seen"].get(src, []), buried, begun)
    for name, trace in begun.items():
        verdict.allowed_repeats += trace.repeats()
        for fault in trace.faults:
            verdict.repeated += 1
            verdict.problem(f"{name} {fault}")
    for name, state in states.items():
        for src in set(state["seen"]) - {s for s, to, _ in pairs(stage, known, states) if to == name}:
            verdict.problem(f"{name} has messages from {src}, who sends it none")
    for entry, line in journal(stage):
        if entry.get("event") == "fault":
            verdict.problem(f"ActOS has found a fault of its own: {line[:500]}")
    for grave in listing(stage.path("dead", "actors")):
        why = (read_json(stage.path("dead", "actors", grave, "exit.json")) or {}).get("why")
        verdict.problem(f"dead/actors/{grave}: nobody was to be buried ({why})")
    for refused in listing(stage.path("dead", "spawn")):
        verdict.problem(f"dead/spawn/{refused}: no request was to be refused")
    for place in (".", "spawn", "running", "dead/actors", "dead/messages", "dead/spawn", "journal", "journal/objects"):
        for name in listing(stage.path(place)):
            if name.startswith(".") and (place, name) not in ((".", ".pid"), (".", ".lock"), (".", ".seq")):
                verdict.problem(f"{os.path.normpath(os.path.join(place, name))} was left behind")
    return verdict


def pairs(stage, known, states):
    """Everybody who numbers messages: (sender, receiver, the numbers)."""
    for name, actor in stage.actors.items():
        yield OUTSIDE, name, known[name]
        if actor.args:
            yield name, actor.args[0], range(1, states[name]["sent"] + 1)


def audit_pair(verdict, load, src, to, numbers, runs, buried, begun):
    sequence = [n for first, last in runs for n in range(first, last + 1)]
    verdict.handled += len(sequence)
    times = collections.Counter(sequence)
    for n in sorted(numbers):
        if n not in times and n not in buried and (to, src, n) not in load.gone:
            verdict.lost += 1
            verdict.wrong("lost", src, to, n)
        if n in times and n in buried:
            verdict.wrong("handled and buried as well", src, to, n)
    for n in sorted(times):
        if n not in numbers and not (src in begun and n in begun[src].begun):
            verdict.wrong("handled but never sent", src, to, n)
        # what a bash actor may have begun twice, it may have sent twice; what came to it twice is in its trace
        allowed = begun[src].begun[n] if src in begun else None if to in begun else 1
        if allowed is not None and times[n] > allowed:
            verdict.repeated += times[n] - allowed
            verdict.wrong("repeated", src, to, n)
    highest = 0
    for n in sequence:
        if (to, src, n) in load.moved:
            continue
        if n < highest:
            verdict.out_of_order += 1
            verdict.wrong(f"out of order, handled after {highest}", src, to, n)
            verdict.concerned.append((to, src, highest))
        highest = max(highest, n)


def audit_money(stage, states, verdict):
    there = sum(states[name]["balance"] for name in stage.actors)
    right = sum(actor.balance for actor in stage.actors.values())
    if there != right:
        verdict.problem(f"the money is not constant: {there} instead of {right}")


def audit_dead(stage, load, verdict):
    """Compares dead/messages with what has to be there; returns the numbers that are there: (receiver, number)."""
    seen = collections.Counter()
    verdict.dead_expected = len(load.dead)
    for file in listing(stage.path("dead", "messages")):
        match = DEAD.match(file)
        if file.startswith(".") or file.endswith(".why"):
            continue
        name = (match.group(1) if match else file).partition("+")[0]
        seen[name] += 1
        reason = (read_json(stage.path("dead", "messages", file + ".why")) or {}).get("reason")
        expected = load.maybe_dead[name] | {load.dead[name]} if name in load.dead else load.maybe_dead[name]
        number = NUMBER.match(name)
        concerned = [(number.group(1), OUTSIDE, int(number.group(2)))] if number else []
        if not expected:
            verdict.problem(f"dead/messages/{file}: was not to die, but is there as {reason}", *concerned)
        elif reason not in expected:
            verdict.problem(f"dead/messages/{file}: there as {reason} instead of {' or '.join(sorted(expected))}", *concerned)
        if seen[name] > 1:
            verdict.problem(f"dead/messages/{file}: there {seen[name]} times", *concerned)
    verdict.dead_seen = sum(seen.values())
    for name in sorted(set(load.dead) - set(seen)):
        verdict.problem(f"{name} is not in dead/messages, where it belongs as {load.dead[name]}")
    numbers = filter(None, map(NUMBER.match, seen))
    return {(number.group(1), int(number.group(2))) for number in numbers}


class Trace:
    """What a bash actor has noted of its work. It may begin a message twice only if the process that began it first has
    ended without coming to its end."""

    def __init__(self, path):
        self.begun = collections.Counter()  # by the number of what it sends
        self.faults = []
        self._messages = collections.Counter()
        last, finished = {}, set()
        for line in read_text(path).splitlines():
            pid, what, *rest = line.split()
            if what == "done":
                finished.add(rest[0])
                continue
            message, number = rest
            if message in finished:
                self.faults.append(f"began message {message} again, which it had finished")
            if message in last and last[message] == pid:
                self.faults.append(f"began message {message} twice in process {pid}")
            if last.get("of " + pid, message) not in finished | {message}:
                self.faults.append(f"left message {last['of ' + pid]} unfinished and began {message}")
            last[message] = pid
            last["of " + pid] = message
            self._messages[message] += 1
            self.begun[int(number)] += 1

    def repeats(self):
        return sum(count - 1 for count in self._messages.values())


def stories(stage, concerned, limit=12, lines=40):
    """What the journal says about some messages, as text; the journal of a killed supervisor may lack its last lines."""
    wanted = set(list(dict.fromkeys(concerned))[:limit])
    ids = {}
    for entry, _ in journal(stage):
        body = entry.get("body")
        if entry.get("event") == "taken" and isinstance(body, dict) and (entry["to"], body.get("src"), body.get("n")) in wanted:
            ids.setdefault(entry["id"], (entry["to"], body["src"], body["n"]))
        if entry.get("event") == "dead" and entry.get("name"):
            src, _, n = entry["name"].rpartition("-" if "-" in entry["name"] else "n")
            message = (entry["to"], src or OUTSIDE, int(n) if n.isdigit() else None)
            if message in wanted:
                ids.setdefault(entry["id"], message)
    told = collections.defaultdict(list)
    for entry, line in journal(stage):
        if entry.get("id") in ids:
            told[ids[entry["id"]]].append(line[:300])
    out = []
    for message in sorted(wanted):
        out.append("number %d from %s to %s:" % (message[2], message[1], message[0]))
        out.extend("    " + line for line in told[message][:lines] or ["nothing"])
    return "\n".join(out)


def journal(stage):
    for path in stage.journal_files():
        place = os.path.relpath(path, stage.dir)
        with open(path, encoding="utf-8", errors="replace") as file:
            for number, line in enumerate(file, 1):
                try:
                    entry = json.loads(line)
                except ValueError:
                    continue  # torn by a kill
                yield entry, f"{place}:{number} {line.strip()}"
