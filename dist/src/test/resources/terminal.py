#!/usr/bin/env python3
"""Runs a program on a terminal of 24 lines of 100 columns, as a person sees it.

terminal.py COMMAND... reads what the person does from stdin, a line each:
  see TEXT      waits until the screen shows this, in what was drawn since the last key
  press KEYS    types; escapes as in Python
  signal NAME   sends the program a signal
  end           waits until the program has ended
Prints the last screen. Fails if something is not seen in 30 s, or if the terminal is not as it was before.
"""
import fcntl, os, re, select, signal, struct, sys, termios, time

seen = ""


def screen():
    """What the last whole frame shows: a frame begins at home and clears what is below it."""
    frames = [f for f in seen.split("\x1b[H") if "\x1b[J" in f]
    return re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", frames[-1]) if frames else ""


def read(fd):
    global seen
    if select.select([fd], [], [], 0.05)[0]:
        try:
            data = os.read(fd, 65536)
        except OSError:
            data = b""
        seen += data.decode("utf-8", "replace")
        return bool(data)
    return True


def until(fd, what, condition):
    end = time.monotonic() + 30
    while not condition():
        if time.monotonic() > end:
            sys.exit("not within 30 s: " + what + "\n--- the screen\n" + screen() + "\n--- the end\n" + repr(seen[-300:]))
        read(fd)


def ended(pid):
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


master, slave = os.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
before = termios.tcgetattr(slave)
program = os.fork()
if program == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    os.environ["TERM"] = "xterm"
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # who runs the tests in the background ignores it
    os.execvp(sys.argv[1], sys.argv[1:])
for line in sys.stdin:
    verb, _, rest = line.rstrip("\n").partition(" ")
    if verb == "see":
        until(master, line, lambda: rest in screen())
    elif verb == "press":
        seen = ""
        os.write(master, rest.encode().decode("unicode_escape").encode())
    elif verb == "signal":
        os.kill(program, getattr(signal, "SIG" + rest))
    elif verb == "end":
        until(master, line, lambda: ended(program))
while select.select([master], [], [], 0.2)[0] and read(master):
    pass
print(screen().replace("\r\n", "\n"))
if not ended(program):
    sys.exit("it has not ended")
if termios.tcgetattr(slave) != before:
    sys.exit("the terminal is not as it was before")
if not seen.endswith("\x1b[?25h\x1b[?1049l"):
    sys.exit("the screen is not as it was before: " + repr(seen[-300:]))
