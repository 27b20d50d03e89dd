#!/usr/bin/env python3
"""Writes a journal of so many events into a root, to measure what reads it: journal.py ROOT EVENTS

Eight actors pass messages on: each that comes from outside leads to a chain of ten, and each handling changes a state.
"""
import json
import os
import sys
from datetime import datetime, timedelta, timezone

CHAIN = 10
ACTORS = ["shop", "bank", "stock", "till", "gym", "post", "desk", "log"]
FILE = 64 * 1024 * 1024


def lines(events):
    at = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)
    seq = 0
    handled = dict.fromkeys(ACTORS, 0)

    def line(event, **fields):
        nonlocal seq
        seq += 1
        time = at.strftime("%Y-%m-%dT%H:%M:%S.%f") + "000Z"
        return json.dumps({"seq": seq, "at": time, "event": event, **fields}, separators=(",", ":"))

    def taken(number):
        place = (number - 1) % CHAIN
        sender = None if place == 0 else ACTORS[(number - 1) % len(ACTORS)]
        body = {"order": number, "items": ["lamp", "chair"], "to": "Main Street 5"}
        return line("taken", id=number, name="k%d" % number, **{"from": sender}, to=ACTORS[number % len(ACTORS)],
                    cause=None if place == 0 else number - 1, inReplyTo=None, body=body)

    yield taken(1)
    number = 0
    while seq < events:
        number += 1
        actor = ACTORS[number % len(ACTORS)]
        at += timedelta(microseconds=120)
        yield line("delivered", id=number, actor=actor, attempt=1)
        at += timedelta(microseconds=310)
        yield taken(number + 1)
        handled[actor] += 1
        state = {"handled": handled[actor], "last": {"order": number}}
        yield line("done", id=number, actor=actor, tookUs=310, state=state)


def main():
    root, events = sys.argv[1], int(sys.argv[2])
    os.makedirs(os.path.join(root, "journal"), exist_ok=True)
    file, size, number = None, FILE, 0
    for text in lines(events):
        if size >= FILE:
            number += 1
            if file:
                file.close()
            file = open(os.path.join(root, "journal", "%06d.jsonl" % number), "w", encoding="utf-8")
            size = 0
        file.write(text + "\n")
        size += len(text) + 1
    file.close()


if __name__ == "__main__":
    main()
