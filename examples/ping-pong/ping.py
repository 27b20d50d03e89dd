#!/usr/bin/env python3
"""Plays ping-pong: {"rounds": 10, "against": "pong"} begins a match, {"round": 3} is the ball coming back."""
import json
import os
import signal
import sys

_, my_id, state_file, message_file, drawer = sys.argv

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


def handle(message, match):
    """One message: changes the match, plays the next ball; says whether the match is over."""
    if "rounds" in message:
        match.update(message, round=0)
    elif message["round"] != match["round"]:
        return False  # a ball that came twice
    if match["round"] == match["rounds"]:
        print("the match is over after", match["rounds"], "rounds", flush=True)
        return True
    match["round"] += 1
    publish(drawer, f"{match['against']}::ball-{match['round']}.json", {"round": match["round"]})
    return False


while True:
    if not os.path.exists(message_file):
        signal.sigwait({signal.SIGUSR1})
        continue
    match = read(state_file)
    over = handle(read(message_file), match)
    publish(os.path.dirname(state_file), "state.json", match)
    os.remove(message_file)
    if over:
        publish(os.path.dirname(state_file), "stop", "the match is over")
