"""Who plays: the actors, and what is asked for to start them."""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
WEALTH = 1000
ATTEMPTS = 8
RING = "ring"


class Actor:
    """One actor of the play, and the request that starts it. One that `strays` is renamed and stopped, so that mail to it
    may find nobody; one that is `played` is a manual one, to which processes are attached."""

    def __init__(self, name, program, commits, *args, balance=0, strays=False, played=False):
        self.name, self.program, self.commits, self.args, self.balance = name, program, commits, args, balance
        self.strays, self.played = strays, played

    def request(self):
        if self.played:
            return {"manual": True, "id": self.name, "state": {"balance": 0, "sent": 0, "seen": {}}}
        return {
            "path": os.path.join(HERE, self.program), "args": list(self.args), "id": self.name,
            "state": {"balance": self.balance, "sent": 0, "seen": {}},
            "restart": "permanent", "intensity": 1000000, "period": "2s",
            "backoff": {"first": "10ms", "max": "200ms"}, "maxAttempts": ATTEMPTS,
        }


def cast(traces):
    """All actors: counters in three languages, and a ring of tellers through which money goes."""
    actors = [Actor("audit", "teller.py", True), Actor("python-1", "teller.py", True), Actor("java-1", "teller.sh", True)]
    for name in ("bash-1", "bash-2"):
        actors.append(Actor(name, "counter.sh", False, "audit", os.path.join(traces, name)))
    for name, program in (("pawn-1", "teller.py"), ("pawn-2", "teller.sh")):
        actors.append(Actor(name, program, True, strays=True))
    for name in ("played-1", "played-2"):
        actors.append(Actor(name, "teller.py", True, strays=True, played=True))
    programs = ["teller.py", "teller.sh"] * 2
    for i, program in enumerate(programs):
        following = f"teller-{(i + 1) % len(programs) + 1}"
        actors.append(Actor(f"teller-{i + 1}", program, True, following, balance=WEALTH))
    return actors


def ring_of(actors):
    """The request for the ring: a tree in which an end concerns those behind; its members are requested with it."""
    return {"id": RING, "strategy": "rest_for_one", "restart": "permanent", "intensity": 1000000, "period": "2s",
            "children": [actor.request() for actor in actors if actor.name.startswith("teller-")]}


def requests(actors):
    """What is asked for, by name."""
    alone = {actor.name: actor.request() for actor in actors if not actor.name.startswith("teller-")}
    return {RING: ring_of(actors), **alone} if len(alone) < len(actors) else alone
