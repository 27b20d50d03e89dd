#!/usr/bin/env python3
"""Sells: {"item": "tea", "count": 3} is answered with {"sum": 9}, when prices has told what tea costs."""
import os
import sys

sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


@actos.handle
def order(state, message, context):
    context.ask("prices", {"item": message["item"]}, keep=message, within="30s")


@actos.answered
def priced(state, price, context):
    if context.error:
        context.reply({"error": context.error})
    else:
        context.reply({"sum": price * context.kept["count"]})


actos.run()
