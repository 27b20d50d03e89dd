#!/usr/bin/env python3
"""Sells: asks for the price, and answers the buyer when it has come."""
import os
import sys

sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


@actos.handle
def shop(state, order, context):
    context.ask("prices", {"item": order["item"]}, keep=order, within="1m")


@actos.answered
def sell(state, price, context):
    if context.error or price is None:
        context.reply({"sorry": context.error or "we have no " + context.kept["item"]})
        return state
    pay = price * context.kept["count"]
    context.reply({"pay": pay})
    return {"money": state.get("money", 0) + pay}


actos.run()
