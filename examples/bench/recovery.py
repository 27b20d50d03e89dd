#!/usr/bin/env python3
"""recovery - how long a new supervisor takes to go on with a large root.

usage: recovery.py [--root DIR] [--actors N] [--messages N] [--dead] [--repeat R]

Starts N actors, stops them with SIGSTOP so that their mail waits, sends the messages, KILLs the supervisor, and starts
another one (with --dead the actors are KILLed as well). Says how long it takes from the start of its JVM, and from the
moment that the JVM is up (the first line that it journals), until .pid says that it serves, until a message that was
sent meanwhile is delivered, and until all actors are ready. On a busy machine the CPU time of the supervisor until then
says more than the clock.
ACTOS_BIN is the folder that holds the launcher `supervisor`. Needs `make`.
"""
import argparse, datetime, glob, json, os, shutil, signal, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
supervisors = []

def wait(what, holds, patience=300):
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end: sys.exit(f"recovery: {what}: not within {patience} s")
        time.sleep(0.002)

def put(root, place, name, body):
    hidden = f"{root}/{place}/.put"
    with open(hidden, "w") as f: f.write(body)
    os.rename(hidden, f"{root}/{place}/{name}")

def read(path):
    try:
        with open(path) as f: return f.read()
    except OSError: return ""

def status(root):
    try: return json.loads(read(f"{root}/supervisor.json") or "{}")
    except ValueError: return {}

def start(root):
    with open(f"{root}.log", "a") as log:
        p = subprocess.Popen([os.environ["ACTOS_BIN"] + "/supervisor", "--cycle", "2s", root], stdout=log, stderr=log)
    supervisors.append(p)
    return p, time.time()

def lines(root, event, size):
    """The journal's lines of one kind behind the first `size` bytes."""
    with open(f"{root}/journal/000001.jsonl", "rb") as f:
        f.seek(size)
        return [json.loads(l) for l in f.read().splitlines() if b'"event":"%s"' % event.encode() in l]

def cpu(p):
    f = read(f"/proc/{p.pid}/stat").rsplit(")", 1)[1].split()
    return (int(f[11]) + int(f[12])) / os.sysconf("SC_CLK_TCK")

def pids(root):
    return [int(read(p)) for p in glob.glob(f"{root}/running/a*/.pid")]

def kill_all(root):
    for pid in pids(root):
        try: os.kill(pid, signal.SIGKILL)
        except ProcessLookupError: pass

def clean(root):
    for p in supervisors: p.kill(); p.wait()
    supervisors.clear()
    kill_all(root)
    shutil.rmtree(root, ignore_errors=True)

def prepare(root, actors, messages):
    clean(root)
    os.makedirs(root, mode=0o700)
    p, _ = start(root)
    wait("serving", lambda: read(f"{root}/.pid") == f"{p.pid}\n")
    put(root, "spawn", "probe.json", '{"manual": true}')
    for i in range(actors):
        put(root, "spawn", f"a{i}.json", json.dumps({"path": f"{HERE}/actor", "restart": "permanent"}))
    wait("actors are ready", lambda: len(lines(root, "ready", 0)) == actors + 1)
    for pid in pids(root): os.kill(pid, signal.SIGSTOP)
    for i in range(messages): put(root, "send", f"a{i % actors}::{i:07d}.json", '{"op":"count"}\n')
    wait("messages are taken", lambda: status(root).get("taken") == messages)
    return p

def once(a):
    root = os.path.abspath(a.root)
    p = prepare(root, a.actors, a.messages)
    p.kill(); p.wait()
    if a.dead:
        kill_all(root)
    put(root, "send", "probe::p.json", "1")
    size = os.path.getsize(f"{root}/journal/000001.jsonl")
    p, begun = start(root)
    wait("serving", lambda: read(f"{root}/.pid") == f"{p.pid}\n")
    serves = time.time()
    wait("delivering", lambda: os.path.exists(f"{root}/running/probe/spool/current"))
    delivers, delivers_cpu = time.time(), cpu(p)
    wait("all are ready", lambda: len(lines(root, "ready", size)) >= a.actors + 1)
    ready, ready_cpu = time.time(), cpu(p)
    up = datetime.datetime.fromisoformat(lines(root, "supervisorStarted", size)[0]["at"][:26] + "+00:00").timestamp()
    waiting = status(root)["waiting"]
    return [up - begun, serves - up, delivers - up, ready - up, delivers_cpu, ready_cpu], waiting

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--root", default="/tmp/actos-recovery")
    ap.add_argument("--actors", type=int, default=1000)
    ap.add_argument("--messages", type=int, default=100000)
    ap.add_argument("--dead", action="store_true")
    ap.add_argument("--repeat", type=int, default=3)
    a = ap.parse_args()
    said = ("JVM up after {:.2f} s; from then on: serves {:.2f} s, delivers {:.2f} s, all ready {:.2f} s; "
            "CPU from the start: delivers {:.2f} s, all ready {:.2f} s")
    runs = []
    for _ in range(a.repeat):
        try: seconds, waiting = once(a)
        finally: clean(a.root)
        runs.append(seconds)
        print(said.format(*seconds), f" ({waiting} waiting)", flush=True)
    print("median: " + said.format(*(statistics.median(column) for column in zip(*runs))))

if __name__ == "__main__":
    main()
