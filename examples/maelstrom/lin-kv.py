#!/usr/bin/env python3
"""Maelstrom's service lin-kv, as an actor: a linearizable key-value store, since an actor does one thing at a time.
The state is the store."""
import os
import sys

sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
import actos


@actos.handle
def lin_kv(store, body, context):
    key, kind = str(body["key"]), body["type"]
    answer = {"type": kind + "_ok", "in_reply_to": body.get("msg_id")}
    if kind != "write" and key not in store and not (kind == "cas" and body.get("create_if_not_exists")):
        answer.update(type="error", code=20, text="key does not exist")
    elif kind == "read":
        answer["value"] = store[key]
    elif kind == "write":
        store[key] = body["value"]
    elif key in store and store[key] != body["from"]:
        answer.update(type="error", code=22, text=f"expected {body['from']}, but had {store[key]}")
    else:
        store[key] = body["to"]
    context.reply(answer)


actos.run()
