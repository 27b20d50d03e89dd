#!/usr/bin/env python3
"""debugger - what images of a large system, and steps, cost.

usage: debugger.py [--root DIR] [--actors N] [--repeat R]

Starts N actors in C with a message each in a paused system: three files each for an image. Says how long `act image
save` takes, then changes all states and handles all messages, and says how long `act image load` takes. Then it makes
20 steps with one more actor, and says how long `act step` takes beside `act --version` and a JVM that does nothing.
All by the clock, from the start of the command to its end.
ACTOS_BIN is the folder that holds the launchers. Needs `make`.
"""
import argparse, atexit, json, os, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.environ["ACTOS_BIN"]
NOTHING = "public class Nothing { public static void main(String[] a) {} }"

def read(path):
    try:
        with open(path) as f: return f.read()
    except OSError: return ""

def wait(what, holds, patience=300):
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end: sys.exit(f"debugger: {what}: not within {patience} s")
        time.sleep(0.005)

def timed(*command):
    begin = time.monotonic()
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    took = time.monotonic() - begin
    if ran.returncode: sys.exit(f"debugger: {' '.join(command)}: {ran.stdout}{ran.stderr}")
    return took * 1000

def put(root, place, name, body):
    hidden = f"{root}/{place}/.put"
    with open(hidden, "w") as f: f.write(body)
    os.rename(hidden, f"{root}/{place}/{name}")

def status(root):
    try: return json.loads(read(f"{root}/supervisor.json") or "{}")
    except ValueError: return {}

def play(root, actors):
    act = lambda *words: timed(f"{BIN}/act", "--root", root, *words)
    shutil.rmtree(root, ignore_errors=True)
    with open(f"{root}.log", "w") as log:
        supervisor = subprocess.Popen([f"{BIN}/supervisor", root], stdout=log, stderr=log)
    atexit.register(supervisor.terminate)
    wait("serving", lambda: read(f"{root}/.pid") == f"{supervisor.pid}\n")
    for i in range(actors + 1):
        put(root, "spawn", f"a{i}.json", json.dumps({"path": f"{HERE}/actor"}))
    ready = lambda: read(f"{root}/journal/000001.jsonl").count('"event":"ready"')
    wait("actors are ready", lambda: ready() == actors + 1)
    act("pause")
    for i in range(actors): put(root, "send", f"a{i}::m.json", '{"op":"count"}\n')
    wait("messages are taken", lambda: status(root).get("taken") == actors)
    save = act("image", "save", "one")
    act("resume")
    wait("messages are handled", lambda: status(root).get("done") == actors)
    act("pause")
    load = act("image", "load", "one")
    waiting = sum(len(os.listdir(f"{root}/running/a{i}/spool")) for i in range(actors))
    if waiting != actors: sys.exit(f"debugger: {waiting} messages wait after loading, not {actors}")
    for i in range(20): put(root, "send", f"a{actors}::{i:02d}.json", '{"op":"count"}\n')
    wait("messages are taken", lambda: status(root).get("taken") == actors + 20)
    steps = [act("step", f"a{actors}") for _ in range(20)]
    supervisor.terminate()
    supervisor.wait()
    shutil.rmtree(root)
    return save, load, statistics.median(steps)

def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("--root", default="/dev/shm/actos-debugger")
    parser.add_argument("--actors", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    ran = []
    for _ in range(args.repeat):
        ran.append(play(args.root, args.actors))
        print("image save {:.0f} ms, load {:.0f} ms; step {:.0f} ms".format(*ran[-1]), flush=True)
    with tempfile.TemporaryDirectory() as dir:
        with open(f"{dir}/Nothing.java", "w") as f: f.write(NOTHING)
        subprocess.check_call(["javac", "-d", dir, f"{dir}/Nothing.java"])
        jvm = statistics.median(timed("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", dir, "Nothing")
                                for _ in range(20))
    version = statistics.median(timed(f"{BIN}/act", "--version") for _ in range(20))
    print("medians: image save {:.0f} ms, load {:.0f} ms; step {:.0f} ms".format(*map(statistics.median, zip(*ran))),
          f"beside act --version {version:.0f} ms and a JVM that does nothing {jvm:.0f} ms")

main()
