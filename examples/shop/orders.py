#!/usr/bin/env python3
"""Gives each order a number and asks stock for the goods."""
import json
import os
import signal
import sys

_, my_id, state_file, message_file, drawer = sys.argv

# blocked, so that no USR1 is lost between looking and waiting; the empty handler shows that this actor is ready
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
signal.signal(signal.SIGUSR1, lambda *_: None)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def publish(directory, name, value):
    hidden = os.path.join(directory, ".new")
    with open(hidden, "w", encoding="utf-8") as file:
        file.write(json.dumps(value) + "\n")
    os.rename(hidden, os.path.join(directory, name))


while True:
    if not os.path.exists(message_file):
        signal.sigwait({signal.SIGUSR1})
        continue
    state = read(state_file)
    state["last"] += 1
    publish(drawer, f"stock::order-{state['last']}.json", {"order": state["last"], **read(message_file)})
    publish(os.path.dirname(state_file), "state.json", state)
    os.remove(message_file)
