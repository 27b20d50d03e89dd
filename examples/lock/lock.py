#!/usr/bin/env python3
"""A lock: the first who waits has it, and was told so."""
import os, sys
sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


@actos.handle
def lock(state, message, context):
    waiting = state.setdefault("waiting", [])
    if message == "acquire":
        waiting.append(context.asker)
        if len(waiting) == 1:
            context.reply("yours")
    elif waiting:
        waiting.pop(0)
        if waiting:
            context.answer(waiting[0], "yours")


actos.run()
