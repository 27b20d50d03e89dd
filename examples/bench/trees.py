#!/usr/bin/env python3
"""trees - how long a large tree takes to start, and to start again.

usage: trees.py [--root DIR] [--actors N] [--repeat R]

In turns: starter.c starts N bash actors, and ActOS starts as many under one group with "order": "parallel", from the
request's file to the last one that is ready. Then ActOS starts 100 under "one_for_all", and one is KILLed: how long
until all 100 are ready again.
ACTOS_BIN is the folder that holds the launcher `supervisor`. Needs `make`.
"""
import argparse, atexit, json, os, re, shutil, signal, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))

def read(path):
    try:
        with open(path) as f: return f.read()
    except OSError: return ""

class System:
    def __init__(self, root):
        self.root = root
        shutil.rmtree(root, ignore_errors=True)
        with open(f"{root}.log", "w") as log:
            self.process = subprocess.Popen([os.environ["ACTOS_BIN"] + "/supervisor", root], stdout=log, stderr=log)
        atexit.register(self.process.terminate)
        self.wait("serving", lambda: read(f"{root}/.pid") == f"{self.process.pid}\n")
        self.journal = open(f"{root}/journal/000001.jsonl", "rb")

    def wait(self, what, holds, patience=300):
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end: sys.exit(f"trees: {what}: not within {patience} s")
            time.sleep(0.005)

    def spawn(self, name, group, children):
        specs = [{"id": f"{name}{i}", "path": f"{HERE}/idle.sh", "restart": "permanent"} for i in range(children)]
        hidden = f"{self.root}/spawn/.{name}"
        with open(hidden, "w") as f: json.dump({"id": name, "children": specs, "order": "parallel", **group}, f)
        begin = time.monotonic()
        os.rename(hidden, f"{self.root}/spawn/{name}.json")
        self.await_ready(name, children)
        return time.monotonic() - begin

    def await_ready(self, name, count):
        """Waits until so many more of this group's children, not the group itself, have become ready."""
        ready = re.compile(b'"event":"ready","actor":"%s[0-9]' % name.encode())
        seen, rest = 0, b""
        end = time.monotonic() + 300
        while seen < count:
            if time.monotonic() > end: sys.exit(f"trees: {seen} of {count} were ready after 300 s")
            new = rest + self.journal.read()
            whole, _, rest = new.rpartition(b"\n")
            seen += len(ready.findall(whole))
            time.sleep(0.002)

    def restart_all(self, name, children):
        begin = time.monotonic()
        os.kill(int(read(f"{self.root}/running/{name}0/.pid")), signal.SIGKILL)
        self.await_ready(name, children)
        return time.monotonic() - begin

    def cpu(self):
        f = read(f"/proc/{self.process.pid}/stat").rsplit(")", 1)[1].split()
        return (int(f[11]) + int(f[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.root)

def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("--root", default="/dev/shm/actos-trees")
    parser.add_argument("--actors", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    c, actos, again = [], [], []
    for _ in range(args.repeat):
        c.append(int(subprocess.check_output([f"{HERE}/starter", str(args.actors), f"{HERE}/idle.sh"])) / 1000)
        system = System(args.root)
        before = system.cpu()
        actos.append(system.spawn("a", {}, args.actors))
        cpu = system.cpu() - before
        system.end()
        system = System(args.root)
        system.spawn("b", {"strategy": "one_for_all", "intensity": 1000}, 100)
        again.append(system.restart_all("b", 100))
        system.end()
        print(f"{args.actors} ready: C {c[-1]:.2f} s, ActOS {actos[-1]:.2f} s (CPU of the supervisor {cpu:.2f} s); "
              f"one_for_all, 100 ready again: {again[-1]:.2f} s", flush=True)
    m = statistics.median
    print(f"medians: C {m(c):.2f} s, ActOS {m(actos):.2f} s, x{m(actos) / m(c):.2f}; again {m(again):.2f} s")

main()
