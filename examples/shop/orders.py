#!/usr/bin/env python3
"""Gives each order a number and asks stock for the goods."""
import os
import sys

sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


@actos.handle
def handle(state, order, context):
    state["last"] += 1
    context.send("stock", {"order": state["last"], **order})


actos.run()
