#!/usr/bin/env python3
"""Counts messages, written with the helper for Python."""
import os
import sys

sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


@actos.handle
def count(state, message, context):
    return {"count": state.get("count", 0) + 1}


actos.run()
