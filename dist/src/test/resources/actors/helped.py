#!/usr/bin/env python3
"""Does what it is told, with the helper for Python. Given an argument N, its first life ends before its N-th step on the
disk after it was ready."""
import os
import signal
import sys
import time

sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


def halt_before(point):
    left = [point]

    def halting(step):
        def stepped(*args, **named):
            left[0] -= 1
            if left[0] == 0:
                print("halted before", step.__name__, flush=True)
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*args, **named)

        return stepped

    for name in ("open", "pwrite", "rename", "unlink", "makedirs"):
        setattr(os, name, halting(getattr(os, name)))


def wait():
    open("waiting", "x").close()
    while not os.path.exists("go"):
        time.sleep(0.02)


def wait_after_the_commit():
    rename = os.rename

    def waiting(old, new):
        rename(old, new)
        if new.endswith("/redo.json"):
            os.rename = rename
            wait()

    os.rename = waiting


@actos.handle
def handle(state, order, context):
    if context.args and not os.path.exists("lived"):
        open("lived", "x").close()
        halt_before(int(context.args[0]))
    if "waits" in order:
        wait()
    if "lingers" in order:
        wait_after_the_commit()
    for part in range(order.get("sends", 0)):
        context.send("sink", {"by": context.id, "k": order["k"], "part": part})
    if "starts" in order:
        context.spawn({"manual": True, "id": order["starts"]})
    if "stashes" in order and order["k"] not in state.get("put back", []):
        state.setdefault("put back", []).append(order["k"])
        return context.stash()
    if "unstashes" in order:
        context.unstash()
    if "watches" in order:
        context.watch(order["watches"])
    if "event" in order:
        state["heard"] = order["event"]
    if "asks" in order:
        context.ask(order["asks"], order["question"], keep={"k": order["k"]}, within=order.get("within", "30s"))
    if "raises" in order:
        raise ValueError(order["raises"])
    if "replies" in order:
        context.reply(order["replies"])
    if order.get("stops"):
        context.stop()
    if "returns" in order:
        return eval(order["returns"])
    if "k" in order:
        state.setdefault("handled", []).append(order["k"])


@actos.answered
def answered(state, answer, context):
    context.reply({"answer": answer, "error": context.error, "kept": context.kept})
    state.setdefault("answered", []).append(context.kept["k"])


actos.run()
