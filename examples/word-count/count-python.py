#!/usr/bin/env python3
"""Counts words. {"line": "a b a"} is counted, {"report": "total"} sends what was counted to total,
and any other message is answered with the number of words so far. The state is {"a": 2, "b": 1}."""
import json
import os
import re
import signal
import sys
import time

_, my_id, state_file, message_file, drawer = sys.argv
home = os.path.dirname(state_file)

# USR1 stays blocked, so that none is lost between looking and waiting: sigwait takes the one that is pending.
# The empty handler is how the supervisor sees that this actor is ready.
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
signal.signal(signal.SIGUSR1, lambda *_: None)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def publish(directory, name, value):
    """Nobody sees a half-written file: it is hidden until it is complete, then renamed."""
    hidden = os.path.join(directory, ".new")
    with open(hidden, "w", encoding="utf-8") as file:
        file.write(json.dumps(value) + "\n")
    os.rename(hidden, os.path.join(directory, name))


def send(to, body):
    publish(drawer, f"{to}::{time.time_ns()}.json", body)


def handle(message, words):
    if "line" in message:
        for word in re.findall(r"\S+", message["line"], re.ASCII):
            words[word] = words.get(word, 0) + 1
    elif "report" in message:
        send(message["report"], {"words": words})
    else:
        sender = read(os.path.join(home, "envelope.json"))["from"]
        if sender:
            send(sender, sum(words.values()))


while True:
    if not os.path.exists(message_file):
        signal.sigwait({signal.SIGUSR1})
        continue
    words = read(state_file)
    handle(read(message_file), words)
    publish(home, "state.json", words)
    os.remove(message_file)
