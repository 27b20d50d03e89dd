#!/usr/bin/env python3
"""bench - runs one or more supervisors over the same messages, side by side.

usage: bench.py [--sup LABEL=CMD]... [--actor [LABEL=]CMD]... [--root DIR] [--repeat R]
                   [--test pingpong|drain|multi ...] [--hops N] [--backlog N]
                   [--pin CPULIST] [--json FILE]

CMD is started as  CMD ROOT N ACTOR_CMD  (see supervisor.c); without --sup it is the
C supervisor beside this script; `actos` starts ActOS that way. Supervisors take turns within each repeat, so that a
noisy spell hits all of them. Figures are medians over the repeats. Several actors take turns likewise; one that counts in
"count" of its state but writes no stats.json is timed by the journal, from the first message delivered to the last done.

  pingpong  2 actors, one ping of N hops: round trips/s, hop p50 and p99
  drain     1 actor, N messages in send/ before the supervisor starts: msg/s
            from the first to the last one handled, and from process start
  multi     8 actors, N messages in all, same figures
"sup us/msg" is the CPU time of the supervisor process per message;
"ctxsw" its voluntary context switches per message.
"""
import argparse, datetime, glob, json, os, shlex, shutil, signal, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))

def ticks(pid):
    f = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(f[11]) + int(f[12])) / os.sysconf("SC_CLK_TCK")

def switches(pid):
    n = 0
    for t in os.listdir(f"/proc/{pid}/task"):
        for l in open(f"/proc/{pid}/task/{t}/status"):
            if l.startswith("voluntary_ctxt"): n += int(l.split()[1])
    return n

def rss(pid):
    return next(int(l.split()[1]) for l in open(f"/proc/{pid}/status") if l.startswith("VmRSS")) / 1024

def count(root, a):
    try: return json.load(open(f"{root}/running/{a}/state.json")).get("count", 0)
    except (OSError, ValueError): return 0

def stats(root, a):
    """An actor's own figures, written when it was told to stop; ActOS moves what has ended to dead/."""
    found = glob.glob(f"{root}/running/{a}/stats.json") + glob.glob(f"{root}/dead/actors/{a}@*/stats.json")
    return json.load(open(found[0])) if found else journalled(root, a)

def journalled(root, a):
    at = {"delivered": [], "done": []}
    for name in sorted(glob.glob(f"{root}/journal/*.jsonl")):
        for line in open(name):
            e = json.loads(line)
            if e["event"] in at and e["actor"] == a: at[e["event"]].append(e["at"])
    def ns(t): return int(datetime.datetime.fromisoformat(t[:19] + "+00:00").timestamp()) * 10 ** 9 + int(t[20:29])
    wall = time.time_ns() - time.monotonic_ns()
    return {"handled": len(at["done"]), "first_ns": ns(at["delivered"][0]) - wall, "last_ns": ns(at["done"][-1]) - wall}

def put(root, to, i, body):
    tmp = f"{root}/.put"
    with open(tmp, "w") as f: f.write(body)
    os.rename(tmp, f"{root}/send/{to}::{i:012d}.json")

def one(test, sup, actor, root, hops, backlog, pin, timeout=60):
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root + "/send")
    n = {"pingpong": 2, "drain": 1, "multi": 8}[test]
    names = [f"a{i}" for i in range(n)]
    total = hops if test == "pingpong" else backlog
    if test != "pingpong":
        for i in range(total): put(root, names[i % n], i, '{"op":"count","pad":"0123456789012345678901"}\n')
    cmd = shlex.split(sup) + [root, str(n)] + shlex.split(actor)
    if pin: cmd = ["taskset", "-c", pin] + cmd
    t0 = time.monotonic_ns()
    p = subprocess.Popen(cmd)
    try:
        cpu0 = sw0 = 0
        if test == "pingpong":
            time.sleep(2.0)
            cpu0, sw0 = ticks(p.pid), switches(p.pid)
            put(root, "a0", 0, '{"op":"ping","to":"a1","n":%d,"t":%d}\n' % (hops - 1, time.monotonic_ns()))
        end = time.time() + timeout
        while sum(count(root, a) for a in names) < total:
            if time.time() > end: raise TimeoutError(f"{[count(root, a) for a in names]} of {total}")
            if p.poll() is not None: raise RuntimeError("supervisor died")
            time.sleep(0.05)
        cpu, sw, mem = ticks(p.pid) - cpu0, switches(p.pid) - sw0, rss(p.pid)
    finally:
        p.send_signal(signal.SIGTERM)
        try: p.wait(20)
        except subprocess.TimeoutExpired: p.kill()
    st = [stats(root, a) for a in names]
    assert sum(s["handled"] for s in st) == total, f"{[s['handled'] for s in st]} of {total}"
    shutil.rmtree(root, ignore_errors=True)
    first, last = min(s["first_ns"] for s in st), max(s["last_ns"] for s in st)
    r = {"rate": total / ((last - first) / 1e9), "sup_us": cpu * 1e6 / total, "ctxsw": sw / total, "rss_mb": mem}
    if test == "pingpong":
        r["rate"] /= 2
        r["p50"] = statistics.mean(s["p50_us"] for s in st)
        r["p99"] = statistics.mean(s["p99_us"] for s in st)
    else:
        r["from_start"] = total / ((last - t0) / 1e9)
    return r

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--sup", action="append", default=[])
    ap.add_argument("--actor", action="append", default=[])
    ap.add_argument("--root", default="/tmp/actos-bench")
    ap.add_argument("--repeat", type=int, default=3)
    ap.add_argument("--test", nargs="+", default=["pingpong", "drain", "multi"])
    ap.add_argument("--hops", type=int, default=20000)
    ap.add_argument("--backlog", type=int, default=20000)
    ap.add_argument("--pin")
    ap.add_argument("--json")
    a = ap.parse_args()
    sups = [s.split("=", 1) for s in a.sup] or [["C", HERE + "/supervisor"]]
    actors = [("=" + c).rsplit("=", 1) for c in a.actor] or [["", HERE + "/actor"]]
    sups = [[l + label.replace("=", " ", 1), cmd, actor] for l, cmd in sups for label, actor in actors]
    allr = {}
    for test in a.test:
        runs = {l: [] for l, _, _ in sups}
        for _ in range(a.repeat):
            for label, cmd, actor in sups:
                try: runs[label].append(one(test, cmd, actor, a.root, a.hops, a.backlog, a.pin))
                except Exception as e: print(f"  {test} {label}: {type(e).__name__} {e}", file=sys.stderr)
        base = None
        print(f"{test} on {a.root}" + (f" pinned to {a.pin}" if a.pin else ""), flush=True)
        for label, _, _ in sups:
            rs = runs[label]
            if not rs: print(f"  {label:28s} failed"); continue
            m = {k: statistics.median(r[k] for r in rs) for k in rs[0]}
            allr[f"{test}/{label}"] = m
            base = base or m["rate"]
            extra = f"hop p50 {m['p50']:7.1f} us p99 {m['p99']:7.1f} us" if "p50" in m else f"from start {m['from_start']:7.0f}/s"
            print(f"  {label:28s} {m['rate']:8.0f} {'rt/s' if test == 'pingpong' else 'msg/s'}  x{m['rate'] / base:4.2f}  {extra}  "
                  f"sup {m['sup_us']:6.1f} us/msg  ctxsw {m['ctxsw']:.2f}  rss {m['rss_mb']:.0f} MB"
                  f"  [{min(r['rate'] for r in rs):.0f}..{max(r['rate'] for r in rs):.0f}]", flush=True)
    if a.json: json.dump(allr, open(a.json, "w"), indent=1)

if __name__ == "__main__":
    main()
