#!/usr/bin/env python3
"""A teller in the ring, or a counter if nobody comes next. It commits as the contract says, so that
nothing happens twice: prepare hidden messages, publish redo.json, put it into effect.

    {"src": "outside", "n": 7, "pay": 10, "hops": 2}     pays 10 to the next teller, who passes it on
    {"src": "teller-1", "n": 9, "credit": 10, "hops": 1} is paid
    {"src": "outside", "n": 8}                           is counted

The state is {"balance": 100, "sent": 9, "seen": {"outside": [[1, 7], [9, 9], [8, 8]]}}: every number that
was handled, in the order of handling, as runs. A disk that is full or read-only ends the process with code 75."""
import errno
import json
import os
import signal
import sys
import time

_, my_id, state_file, message_file, drawer, *receivers = sys.argv
home = os.path.dirname(state_file)

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
signal.signal(signal.SIGUSR1, lambda *_: None)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read(path):
    """Reads JSON, also where an editor is just writing it."""
    for patience in range(200):
        try:
            with open(path, encoding="utf-8") as file:
                return json.load(file)
        except (ValueError, FileNotFoundError):
            time.sleep(0.01)
    sys.exit(f"cannot read {path}")


def entered(runs, n):
    if runs and runs[-1][1] == n - 1:
        runs[-1][1] = n
    else:
        runs.append([n, n])
    return runs


def to_pay(order, balance):
    """The payments that an order leads to: none, one, or two halves."""
    amount = min(order.get("pay", 0) + order.get("credit", 0), balance) if order.get("hops", 0) > 0 else 0
    half = amount // 2 if order.get("split") else 0
    return [part for part in (half, amount - half) if part > 0]


def handle(order, book):
    """One message: changes the book, returns the bodies to be sent."""
    if order.get("poison"):
        sys.exit("poison")
    book["seen"][order["src"]] = entered(book["seen"].get(order["src"], []), order["n"])
    book["balance"] += order.get("credit", 0)
    sends = []
    for amount in to_pay(order, book["balance"]):
        book["balance"] -= amount
        book["sent"] += 1
        sends.append({"src": my_id, "n": book["sent"], "credit": amount, "hops": order["hops"] - 1})
    return sends


def commit(handled, sends, book):
    # prepare: what needs room on the disk is written under hidden names that begin with the message's number
    prepared = []
    for body in sends:
        name = f"{receivers[0]}::{my_id}-{body['n']:09d}.json"
        hidden = os.path.join(drawer, f".{handled}~{name}")
        write(hidden, json.dumps(body))
        prepared.append((hidden, os.path.join(drawer, name)))
    state = json.dumps(book)
    redo = os.path.join(home, "redo.json")
    write(os.path.join(home, ".redo"), f'{{"id": {handled}, "state": {state}}}')
    # commit: from here on it counts. If this process ends, the supervisor does the rest
    os.rename(os.path.join(home, ".redo"), redo)
    # effect
    for hidden, visible in prepared:
        os.rename(hidden, visible)
    write(os.path.join(home, ".new"), state)
    os.rename(os.path.join(home, ".new"), state_file)
    os.remove(message_file)
    os.remove(redo)


def main():
    while True:
        if not os.path.exists(message_file):
            signal.sigwait({signal.SIGUSR1})
            continue
        order, handled, book = read(message_file), read(os.path.join(home, "envelope.json"))["id"], read(state_file)
        commit(handled, handle(order, book), book)


try:
    main()
except OSError as failure:
    print(f"{my_id}: {failure}", file=sys.stderr)
    sys.exit(75 if failure.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EPERM) else 1)
