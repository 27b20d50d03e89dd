#!/usr/bin/env python3
"""Plays ping-pong: {"rounds": 10, "against": "pong"} begins a match, {"round": 3} is the ball coming back."""
import os
import sys

sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


@actos.handle
def ping(match, message, context):
    if "rounds" in message:
        match.update(message, round=0)
    if match["round"] == match["rounds"]:
        print("the match is over after", match["rounds"], "rounds")
        context.stop()
    else:
        match["round"] += 1
        context.send(match["against"], {"round": match["round"]})


actos.run()
