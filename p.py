#!/usr/bin/env python3
import os, sys
sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos
@actos.handle
def h(s, m, c):
    return {"n": s.get("n", 0) + m}
actos.run()
