#!/usr/bin/env python3
"""A stranger to ActOS: writes down each signal that it gets, and who sent it. Its argument is its place: lead a group,
stay where it is, or the number of a group to join."""
import os
import signal
import sys
import time

CAUGHT = signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}

signal.pthread_sigmask(signal.SIG_BLOCK, CAUGHT)
if sys.argv[1] == "lead":
    os.setpgid(0, 0)
while sys.argv[1].isdigit() and os.getpgrp() != int(sys.argv[1]):
    try:
        os.setpgid(0, int(sys.argv[1]))
    except OSError:
        time.sleep(0.01)  # it does not lead yet
while True:
    got = signal.sigwaitinfo(CAUGHT)
    try:
        with open(f"/proc/{got.si_pid}/cmdline", "rb") as file:
            sender = file.read().replace(b"\0", b" ").decode(errors="replace")[:80]
    except OSError:
        sender = "somebody who is gone"
    print(f"signal {got.si_signo} from {got.si_pid} ({sender})", flush=True)
