#!/usr/bin/env python3
"""A node for Maelstrom: echoes, and gossips a set of numbers to its peers after a while. Knows nothing of ActOS."""
import json
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


for line in sys.stdin:
    message = json.loads(line)
    body = message["body"]
    answer = {"type": body["type"] + "_ok", "in_reply_to": body.get("msg_id")}
    if body["type"] == "init":
        me, peers = body["node_id"], body["node_ids"]
        if "refuse" in sys.argv:
            answer.update(type="error", code=13, text="not today")
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
