#!/usr/bin/env python3
import os, sys
sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos

@actos.handle
def counter(state, message, context):
    return {"n": state.get("n", 0) + message["add"]}

actos.run()
