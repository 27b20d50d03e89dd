#!/usr/bin/env python3
"""A node for Maelstrom's broadcast workload. It has never heard of ActOS: it reads lines and prints lines."""
import json
import sys

me, neighbours, seen = None, [], set()


def send(dest, body):
    print(json.dumps({"src": me, "dest": dest, "body": body}), flush=True)


for line in sys.stdin:
    message = json.loads(line)
    src, body = message["src"], message["body"]
    answer = {"type": body["type"] + "_ok", "in_reply_to": body.get("msg_id")}
    if body["type"] == "init":
        me = body["node_id"]
    elif body["type"] == "topology":
        neighbours = body["topology"][me]
    elif body["type"] == "broadcast" and body["message"] not in seen:
        seen.add(body["message"])
        for node in neighbours:
            if node != src:
                send(node, {"type": "broadcast", "message": body["message"]})
    elif body["type"] == "read":
        answer["messages"] = sorted(seen)
    if "msg_id" in body:
        send(src, answer)
