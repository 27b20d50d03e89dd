#!/usr/bin/env python3
"""A model of delivery and commit. It tries every order in which one committing actor and the supervisor can take their
steps, each step one change of the disk, with either of them killed before any step and the actor failing at any step.

Two messages; each adds itself to the state, sends one message and starts one actor. Whatever is killed when, in the
end each message had all its effects exactly once and in order, or none of them and lies in dead/ as poison; what was
sent has its true cause and a receiver that is known; a message is poison, and its attempts rise, only for true ends.
The same for an actor that cannot handle the first message before the second: it notes that in its state, puts the message
back, and asks for its stash when it has handled the second. And for two messages of one seed, whose handlings give what they
send the same name, while the receiver is not known yet, so that the first still lies in the drawer when the second comes.
Then with one mistake built in at a time: the model is worth something if it catches them all.

usage: delivery-model.py [ENDS_OF_THE_ACTOR [KILLS_OF_THE_SUPERVISOR]]
Exits 1 if a promise is broken, or if a mistake is not caught. The page about what is promised: ../reference/guarantees.md
"""
import sys
from collections import deque
from typing import NamedTuple

ENDS, KILLS = (int(a) for a in (sys.argv[1:] + ["3", "2"][len(sys.argv) - 1:])[:2])
MAX_ATTEMPTS = 2

# What the actor does when it has read a message, and what the supervisor does when the actor has ended.
ACTOR = "hide request, hide send, commit, show request, show send, write state, done, clean"
STASHER = "commit, write state, stash, clean"
UNSTASHER = "hide request, hide send, hide unstash, commit, show request, show send, show unstash, write state, done, clean"
NOTED = -1                            # in the state: the first message was put back
WALK = "redo requests, redo sends, redo state, redo done, redo clean, discard, sweep, return, restart"
WAITS, TAKES_BACK, EXITS = 0, -1, -2  # the actor, when it is not at a step of its list
TURNS, ADDRESSED = -1, -2             # the supervisor, when it is not at a step of its list

MISTAKES = {
    "state-first": "the actor does not commit",
    "effect-before-commit": "what is sent is shown before the commit",
    "sends-before-requests": "what is sent is shown before the actor that it goes to",
    "request-outside-commit": "requests are not prepared, but written when all the rest counts",
    "abandon-after-commit": "an actor that fails after the commit deletes what it prepared",
    "clean-before-done": "the actor deletes redo.json before the message",
    "no-redo": "the supervisor does not complete what counts",
    "discard-before-redo": "the supervisor deletes what is hidden before it completes the redo",
    "return-before-redo": "the message goes back, or is poison, before the redo is completed",
    "redo-cleaned-before-done": "the supervisor deletes redo.json before the message",
    "no-id-check": "the supervisor deletes whatever message is current",
    "no-discard": "what an attempt prepared is still there at the next one",
    "no-drain": "a message is delivered while the drawer holds what the last one led to",
    "no-drain-at-start": "a new supervisor takes the drawer for empty",
    "cause-not-read": "a new supervisor does not read envelope.json",
    "attempts-not-counted": "a message goes back as it came",
    "poison-too-early": "the last attempt is not made",
    "temporary-failures-count": "exit 75 counts as an attempt",
}
MISTAKES_OF_STASHES = {
    "stash-before-commit": "the actor puts the message back before what else it wants counts",
    "stash-forgotten": "the supervisor deletes a message that redo.json puts back",
    "unstash-before-commit": "what was put back comes again before the message that asks for it counts",
}
MISTAKES_OF_NAMES = {
    "name-replaced": "what is shown replaces what lies there under the same name",
}

# Those of them that are another order of the steps.
ACTS = {
    "state-first": "write state, hide request, hide send, show request, show send, done, clean",
    "effect-before-commit": "hide request, hide send, show request, show send, commit, write state, done, clean",
    "sends-before-requests": "hide request, hide send, commit, show send, show request, write state, done, clean",
    "request-outside-commit": "hide send, commit, write request, show send, write state, done, clean",
    "clean-before-done": "hide request, hide send, commit, show request, show send, write state, clean, done",
}
STASHERS = {"stash-before-commit": "stash, commit, write state, clean"}
UNSTASHERS = {
    "unstash-before-commit": "hide request, hide send, hide unstash, show unstash, commit, show request, show send, "
    "write state, done, clean",
}
WALKS = {
    "no-redo": "discard, sweep, return, restart",
    "discard-before-redo": "discard, redo requests, redo sends, redo state, redo done, redo clean, sweep, return, restart",
    "return-before-redo": "return, redo requests, redo sends, redo state, redo done, redo clean, discard, sweep, restart",
    "redo-cleaned-before-done": "redo requests, redo sends, redo state, redo clean, redo done, discard, sweep, return, restart",
    "no-discard": "redo requests, redo sends, redo state, redo done, redo clean, sweep, return, restart",
}


class World(NamedTuple):
    # the disk
    stashes: bool = False            # which of the two actors it is
    alike: int = 0                   # whether both messages give what they send the same name: 1 while its receiver is not known
    replaced: bool = False           # whether a name that is taken is replaced
    spool: tuple = ((1, 1), (2, 1))  # (message, attempt)
    stash: tuple = ()                # the same, put back
    current: int = 0
    envelope: tuple = (0, 0)
    hidden: frozenset = frozenset()  # (what, message, which process of the actor)
    drawer: tuple = ()               # what was sent by which message; "unstash"; a message that is put back: "stash"
    spawn: tuple = ()
    redo: tuple = ()                 # (message, state, whether it is put back)
    state: tuple = ()
    taken: tuple = ()                # (what was sent by this message, the cause it was given)
    started: tuple = ()
    dead: tuple = ()
    # the actor: its place, what it has read, which process of the actor it is
    actor: object = WAITS
    read: tuple = ()
    process: int = 1
    # the supervisor: its place, and what it remembers: the cause, whether the drawer is empty, whether an end was a 75
    supervisor: object = TURNS
    cause: int = 0
    drained: bool = False
    mild: bool = False
    # what may still happen; how often each message was current at an end: at least, and as far as supervisors could tell
    ends: int = ENDS
    kills: int = KILLS
    least: tuple = (0, 0)
    most: tuple = (0, 0)


def bump(counts, message):
    return tuple(n + (i + 1 == message) for i, n in enumerate(counts))


def shown(w, what, message, process=None):
    """Renames into view what is hidden for this message: by the process that hid it, or by the supervisor all there is."""
    mine = [h for h in w.hidden if h[:2] == (what, message) and process in (None, h[2])]
    place = "spawn" if what == "request" else "drawer"
    shows = "unstash" if what == "unstash" else message
    there = () if mine and place == "drawer" and w.replaced else getattr(w, place)
    return w._replace(hidden=w.hidden - set(mine), **{place: there + (shows,) * len(mine)})


def must_wait(message, state):
    """Whether this actor puts the message back."""
    return message == 1 and 2 not in state


def after(w):
    """The state that handling what was read leads to."""
    message, state = w.read
    return state + (NOTED if w.stashes and must_wait(message, state) else message,)


def steps_of(w, mistake):
    """What the actor does with the message that it has read."""
    if not w.stashes: return ACTS.get(mistake, ACTOR)
    message, state = w.read
    if must_wait(message, state): return STASHERS.get(mistake, STASHER)
    return UNSTASHERS.get(mistake, UNSTASHER) if message == 2 else ACTOR


def act(w, step):
    """One step of the actor's."""
    message, _ = w.read
    if step.startswith("hide "): return w._replace(hidden=w.hidden | {(step[5:], message, w.process)})
    if step.startswith("show "): return shown(w, step[5:], message, w.process)
    if step == "commit": return w._replace(redo=(message, after(w), w.stashes and must_wait(*w.read)))
    if step == "write request": return w._replace(spawn=w.spawn + (message,))
    if step == "write state": return w._replace(state=after(w))
    if step == "stash": return w._replace(current=0, drawer=w.drawer + ("stash",))
    if step == "done": return w._replace(current=0)
    if step == "clean": return w._replace(redo=())


def ended(w, mild):
    """The actor's process is gone. Only a supervisor that is there learns how."""
    counts = w.redo and w.redo[0] == w.current  # what it led to: no attempt that has failed
    least = w.least if mild or counts else bump(w.least, w.current)
    mild = mild and w.supervisor is not None
    most = w.most if mild else bump(w.most, w.current)
    return w._replace(actor=None, read=(), ends=w.ends - 1, least=least, most=most, mild=mild)


def actor_moves(w, mistake):
    if w.actor is None: return
    if w.actor == WAITS and w.current: yield "reads", w._replace(actor=1, read=(w.envelope[0], w.state))
    if w.actor == TAKES_BACK: yield "takes back", w._replace(
        actor=EXITS, hidden=frozenset(h for h in w.hidden if h[2] != w.process))
    if w.actor == EXITS: yield "exits with 75", ended(w, True)
    if w.actor > 0:
        steps = steps_of(w, mistake).split(", ")
        step = steps[w.actor - 1]
        yield step, act(w, step)._replace(actor=w.actor + 1 if w.actor < len(steps) else WAITS)
        if w.ends:
            counts = "commit" in steps and w.actor - 1 > steps.index("commit")
            yield "fails", w._replace(actor=EXITS if counts and mistake != "abandon-after-commit" else TAKES_BACK)
    if w.ends and w.actor > EXITS: yield "is killed", ended(w, False)


def supervisor_moves(w, mistake, steps):
    place = w.supervisor
    if place is None:  # it knows nothing but the disk
        cause = 0 if mistake == "cause-not-read" else w.envelope[0]
        yield "starts", w._replace(supervisor=TURNS, cause=cause, drained=mistake == "no-drain-at-start", mild=False)
        return
    if w.kills: yield "is killed", w._replace(
        supervisor=None, kills=w.kills - 1, cause=0, drained=False, mild=False,
        most=bump(w.most, w.current) if w.mild else w.most)
    if place >= 0:
        yield steps[place], after_end(w, mistake, steps)
    elif w.actor is None:
        yield "sees the end", w._replace(supervisor=0)
    if place == TURNS:
        if w.drawer and w.alike != 1: yield "takes", take(w, mistake)
        if w.alike == 1: yield "hears of the receiver", w._replace(alike=2)
        if w.spawn: yield "starts one", w._replace(spawn=w.spawn[1:], started=w.started + (w.spawn[0],))
        if w.actor is not None and not w.current and (not w.drawer or w.alike == 1) and not w.drained:
            yield "sees the drawer empty", w._replace(drained=True)
        if w.actor is not None and not w.current and w.spool and (w.drained or mistake == "no-drain"):
            yield "writes the envelope", w._replace(supervisor=ADDRESSED, envelope=w.spool[0])
    if place == ADDRESSED:  # an actor that has just died may get the message too, and is then seen to end with it
        message = w.envelope[0]
        yield "delivers", w._replace(
            supervisor=TURNS, current=message, spool=w.spool[1:], cause=message, drained=False,
            most=bump(w.most, message) if w.actor is None else w.most)


def take(w, mistake):
    """The first file of the drawer. What was put back is released first, and the wish for it deleted then."""
    first = w.drawer[0]
    if first == "unstash" and w.stash: return w._replace(spool=tuple(sorted(w.spool + w.stash)), stash=())
    if first == "unstash": return w._replace(drawer=w.drawer[1:])
    if first == "stash": return w._replace(drawer=w.drawer[1:], stash=w.stash + (w.envelope,))
    return w._replace(drawer=w.drawer[1:], taken=w.taken + ((first, w.cause),))


def after_end(w, mistake, steps):
    """One step of the supervisor's after an end. Each may be repeated, since a new supervisor begins again."""
    step, n = steps[w.supervisor], w._replace(supervisor=w.supervisor + 1)
    message, state, stashed = w.redo or (0, w.state, False)
    if step == "redo requests": return shown(n, "request", message)
    if step == "redo sends": return shown(shown(n, "send", message), "unstash", message)
    if step == "redo state": return n._replace(state=state)
    if step == "redo done":
        mine = w.current and message and (w.envelope[0] == message or mistake == "no-id-check")
        back = ("stash",) if mine and stashed and mistake != "stash-forgotten" else ()
        return n._replace(current=0, drawer=w.drawer + back) if mine else n
    if step == "redo clean": return n._replace(redo=())
    if step == "discard": return n._replace(hidden=frozenset())
    if step == "sweep": return take(w, mistake) if w.drawer and w.alike != 1 else n
    if step == "restart": return n._replace(supervisor=TURNS, actor=WAITS, process=w.process + 1, mild=False)
    if not w.current: return n  # "return"
    message, attempt = w.envelope
    if not w.mild or mistake == "temporary-failures-count": attempt += mistake != "attempts-not-counted"
    if attempt > MAX_ATTEMPTS - (mistake == "poison-too-early"): return n._replace(current=0, dead=w.dead + (message,))
    return n._replace(current=0, spool=tuple(sorted(w.spool + ((message, attempt),))))


def broken(w, quiet, stuck):
    """The promise that does not hold here, or None."""
    waits = [m for m, _ in w.stash]
    handled = tuple(m for m in ((2, 1) if w.stashes else (1, 2)) if m not in w.dead and m not in waits)
    if quiet and waits and 2 not in w.dead: return "a message is stashed for ever"
    effects = {"state": w.state, "sends": tuple(m for m, _ in w.taken), "starts": w.started}
    for what, messages in effects.items():
        if len(set(messages)) < len(messages): return f"{what}: a message had its effect twice"
        if set(messages) & set(w.dead): return f"{what}: a message is poison and had an effect"
        if quiet and tuple(m for m in messages if m != NOTED) != handled: return f"{what}: something is missing"
    if quiet and w.stashes and 1 not in w.dead and NOTED not in w.state: return "state: it says of nothing that was put back"
    if not w.alike and any(m != cause for m, cause in w.taken): return "a wrong cause"
    if any(m in (1, 2) and m not in w.spawn + w.started for m in w.drawer): return "something was sent to nobody"
    attempts = w.spool + w.stash
    if any(not w.least[m - 1] < a <= w.most[m - 1] + 1 for m, a in attempts): return "an attempt too many or too few"
    if any(a > MAX_ATTEMPTS for _, a in attempts): return "delivered more often than maxAttempts"
    if any(w.most[m - 1] < MAX_ATTEMPTS for m in w.dead): return "poison without having ended its actor so often"
    if quiet and (w.hidden or w.redo): return "something is left behind"
    return "nothing goes on" if stuck else None


def explore(first, mistake):
    """All worlds that can come about: (how many, how many quiet ends, the broken promise and the way to it)."""
    its = WALKS.get(mistake, WALK).split(", ")
    came, todo, ends = {first: None}, deque([first]), 0
    while todo:
        w = todo.popleft()
        moves = [("actor " + n, v) for n, v in actor_moves(w, mistake)]
        moves += [("supervisor " + n, v) for n, v in supervisor_moves(w, mistake, its)]
        quiet = (w.actor == WAITS and w.supervisor == TURNS
                 and not (w.spool or w.current or w.drawer or w.spawn))
        goes_on = any(not n.endswith(("is killed", "fails")) for n, _ in moves)
        why = broken(w, quiet, not quiet and not goes_on)
        if why:
            way = []
            while came[w]: way.append(came[w][0]); w = came[w][1]
            return len(came), ends, why, way[::-1]
        ends += quiet
        for name, v in moves:
            if v not in came: came[v] = (name, w); todo.append(v)
    return len(came), ends, None, []


def main():
    plays = ((World(), "an actor that handles each", MISTAKES),
             (World(stashes=True), "an actor that puts one back", MISTAKES_OF_STASHES),
             (World(alike=1), "an actor that gives two messages one name", MISTAKES_OF_NAMES))
    missed = []
    for first, who, mistakes in plays:
        worlds, quiet, why, way = explore(first, "")
        if why: sys.exit(f"BROKEN with {who}: {why}\n  " + "\n  ".join(way))
        print(f"{who}: holds in {worlds} worlds, {quiet} quiet ends, up to {ENDS} ends of the actor and {KILLS} kills of the supervisor")
        for mistake, what in mistakes.items():
            _, _, why, way = explore(first._replace(replaced=mistake == "name-replaced"), mistake)
            print(f"  {mistake} ({what}): " + (f"caught after {len(way)} steps: {why}" if why else "NOT CAUGHT"))
            missed += [] if why else [mistake]
    if missed: sys.exit("not caught: " + ", ".join(missed))
    print(f"{sum(len(mistakes) for _, _, mistakes in plays)} mistakes, all caught")


main()
