"""What the helper for Python says to each of the facts on which all languages agree: prints where it differs."""
import json
import sys

import actos


def taken(wish, *args):
    try:
        wish(*args)
        return True
    except ValueError:
        return False


def context(seed="k7f2m9qx4tb", position=0):
    made = actos.Context("me", [], {"id": 1, "name": "m", "from": "ann", "seed": seed})
    made._position = position
    return made


def file_name(own, **how):
    made = context()
    made.send_json("to", b"1", name=own, **how)
    return made._outgoing[0][0][len("to::"):-len(".json")]


def verdict(text):
    try:
        actos.decode(text.encode())
        actos.accepted("it", text.encode())
        return "accepted"
    except ValueError as failure:
        return str(failure).removeprefix("it is ").split(":")[0]


SEEN = {
    "id": lambda id: taken(context().send, id, 1),
    "duration": lambda delay: taken(context().send, "a", 1, delay),
    "sent": lambda seed, position: context(seed, position - 1).send("a", 1),
    "child": lambda path, request: actos._child_id({"path": path}, request),
    "taken": actos._numbered,
    "answer": lambda own, of: file_name(own, question=of),
    "behalf": lambda own, sender, name: file_name(own, on_behalf_of={"from": sender, "name": name}),
    "question": lambda me, sender, name, answers, question:
        actos._question({"from": sender, "name": name, "inReplyTo": answers}, me) == (question, late(question, name)) and late(question, name),
    "json": verdict,
    "limit": lambda what: {"bytes": actos.MAX_BYTES, "depth": actos.MAX_DEPTH, "digits": actos.MAX_NUMBER}[what],
}


def late(question, name):
    return question is not None and name.endswith(".late")


facts = 0
for line in open(sys.argv[1], encoding="utf-8"):
    what, *fact = json.loads(line)
    if what in SEEN:
        facts += 1
        if what == "json":
            fact = fact[:2]
        *given, expected = fact
        found = SEEN[what](*given)
        if found != expected:
            print(f"{line.strip()[:200]} but {found}")
print(facts, "facts")
