#!/usr/bin/env python3
"""A node for Maelstrom: echoes, and gossips a set of numbers to its peers after a while. Knows nothing of ActOS.

With "polls" it looks for its next line with select, and prints ticks meanwhile; with "asks-first" it answers init when a
service has answered it; with "proxies" it passes all on to n2; with "refuse" it does not do that at all."""
import json
import select
import sys
import threading

me, peers, numbers, writing = None, [], set(), threading.Lock()


def send(dest, body):
    with writing:
        print(json.dumps({"src": me, "dest": dest, "body": body}), flush=True)


def gossip(number):
    for peer in peers:
        if peer != me:
            send(peer, {"type": "gossip", "number": number})


def lines():
    while "polls" in sys.argv:
        if select.select([sys.stdin], [], [], 0.02)[0]:
            yield sys.stdin.readline()
        else:
            print("tick", file=sys.stderr, flush=True)
    yield from sys.stdin


asker = None
for line in lines():
    message = json.loads(line)
    body = message["body"]
    answer = {"type": body["type"] + "_ok", "in_reply_to": body.get("msg_id")}
    if body["type"] == "init":
        me, peers = body["node_id"], body["node_ids"]
        if "refuse" in sys.argv:
            answer.update(type="error", code=13, text="not today")
        if "asks-first" in sys.argv:
            asker = message["src"], answer
            send("kv", {"type": "read", "key": "x", "msg_id": 7})
            continue
    elif body.get("in_reply_to") == 7:
        numbers.add(body["value"])
        send(*asker)
        continue
    elif "proxies" in sys.argv:
        print(json.dumps({"src": message["src"], "dest": "n2", "body": body}), flush=True)
        print(json.dumps({"src": "no actor", "dest": "n2", "body": body}), flush=True)
        continue
    elif body["type"] == "echo":
        answer["echo"] = body["echo"]
    elif body["type"] == "gossip":
        numbers.add(body["number"])
        continue
    elif body["type"] == "add":
        numbers.add(body["number"])
        threading.Timer(0.05, gossip, [body["number"]]).start()
    elif body["type"] == "read":
        answer["numbers"] = sorted(numbers)
    elif body["type"] == "die":
        sys.exit(9)
    send(message["src"], answer)
