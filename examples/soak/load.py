"""The load: numbered messages from outside, written in all the ways in which people and scripts write them."""
import collections
import errno
import json
import os

from stage import in_vain, listing, remove

OUTSIDE = "outside"
MOST_WAITING = 300


class Load:
    """Numbers the messages to each actor from 1, and sends them in this order. What cannot be written because the disk is
    full is written later. Messages that are late on purpose are noted in `moved`: no order is promised for them."""

    def __init__(self, stage, times, chance, without):
        self.stage, self.times, self.chance, self.without = stage, times, chance, without
        self.settled = [name for name, actor in stage.actors.items() if not actor.strays]
        self.sent = {actor: 0 for actor in stage.actors}
        self.outbox = {actor: collections.deque() for actor in stage.actors}
        self.moved = set()  # (receiver, src, number)
        self.dead = {}  # "TO::RANDOM" -> the reason for which it is expected in dead/messages
        self.maybe_dead = collections.defaultdict(set)  # the same -> the reasons for which it may be there
        self.gone = set()  # (receiver, src, number): deleted by the tormentor, with a whole mailbox
        self.open_halves = 0
        self.wrong = 0
        self.halves = 0
        self.on = True

    def run(self):
        self.times.after(0, self._some)
        if "poison" not in self.without:
            self.times.after(5, self._poison)
        self.times.after(1, self._wrong)

    def stop(self):
        self.on = False

    def is_written(self):
        return not self.open_halves and not any(self.outbox.values())

    def total(self):
        return sum(self.sent.values())

    # ---- what is sent

    def _some(self):
        waiting = len(listing(self.stage.path("send"))) + sum(len(self.stage.waiting(a)) for a in self.stage.actors)
        if self.on and waiting < MOST_WAITING:
            for _ in range(self.chance.randint(0, 5)):
                actor = self.chance.choice(list(self.stage.actors))
                if os.path.exists(self.stage.spool(actor)) or self.chance.random() < 0.1:  # else it is a stray: spare the disk
                    self._post(actor, {})
        for actor in self.outbox:
            self._flush(actor)
        if self.on or not self.is_written():
            self.times.after(0.05, self._some)

    def _post(self, actor, more):
        self.sent[actor] += 1
        body = {"src": OUTSIDE, "n": self.sent[actor], **more}
        if actor.startswith("teller") and "poison" not in more and self.chance.random() < 0.7:
            body.update(pay=self.chance.randint(1, 50), hops=self.chance.randint(1, 4),
                        split=self.chance.random() < 0.3)
        self.outbox[actor].append(body)
        if self.stage.actors[actor].strays:
            self.maybe_dead[f"{actor}::n{body['n']:09d}"].add("unknown-actor")

    def _poison(self):
        if self.on:
            actor = self.chance.choice(self.settled)
            self._post(actor, {"poison": True})
            self.dead[f"{actor}::n{self.sent[actor]:09d}"] = "poison"
            self.times.after(self.chance.uniform(8, 20), self._poison)

    def _wrong(self):
        """A message to nobody, or one that is not JSON."""
        if not self.on:
            return
        self.wrong += 1
        name = f"wrong-{self.wrong:06d}"
        if self.chance.random() < 0.5:
            to, text, reason = "nobody", json.dumps({"src": "wrong", "n": self.wrong}), "unknown-actor"
        else:
            to, text, reason = self.chance.choice(self.settled), '{"src": "wrong", "n": oops', "malformed"
        try:
            self.stage.publish(f"send/{to}::{name}.json", text)
            self.dead[f"{to}::{name}"] = reason
        except OSError as e:
            in_vain(e)
        self.times.after(self.chance.uniform(1, 5), self._wrong)

    # ---- how it is written

    def _flush(self, actor):
        box = self.outbox[actor]
        try:
            while box:
                self._write(actor, box[0])
                box.popleft()
        except OSError as e:
            in_vain(e)

    def _write(self, actor, body):
        dice = self.chance.random()
        delayed = 0.97 < dice and "poison" not in body
        name = f"{actor}::n{body['n']:09d}" + ("+%dms" % self.chance.randint(50, 2000) if delayed else "")
        place = self.stage.path("send", name + ".json")
        text = json.dumps(body) + "\n"
        if dice < 0.05:
            self._write_half(actor, place, body, text)
        elif dice < 0.35:
            self._write_in_place(actor, place, body, text)
        else:
            self.stage.publish(os.path.join("send", name + ".json"), text)
        if delayed:
            self.moved.add((actor, OUTSIDE, body["n"]))

    def _write_in_place(self, actor, place, body, text):
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            self._put(handle, actor, place, body, text)
        finally:
            os.close(handle)

    def _write_half(self, actor, place, body, text):
        self.halves += 1
        middle = self.chance.randint(1, len(text) - 3)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            written = self._put(handle, actor, place, body, text[:middle])
        except OSError:
            os.close(handle)
            raise
        if not written:
            os.close(handle)
            return
        self._may_die(actor, body)
        self.open_halves += 1
        self.times.after(self.chance.uniform(0.01, 0.35), lambda: self._write_rest(handle, text[middle:].encode()))

    def _put(self, handle, actor, place, body, text):
        """Writes to an open file in send/, or takes it back; says whether it is written."""
        try:
            if os.write(handle, text.encode()) == len(text):
                return True
            full = OSError(errno.ENOSPC, "only a part could be written")
        except OSError as e:
            full = e
        if remove(place):
            raise full
        self._may_die(actor, body)  # too late: it was buried as it was
        return False

    def _write_rest(self, handle, rest):
        try:
            rest = rest[os.write(handle, rest):]
        except OSError as e:
            in_vain(e)
        if rest:
            self.times.after(0.05, lambda: self._write_rest(handle, rest))
            return
        os.close(handle)
        self.open_halves -= 1

    def _may_die(self, actor, body):
        """Half a message for two cycles is malformed, and a supervisor that is short of time may find it so."""
        self.moved.add((actor, OUTSIDE, body["n"]))
        self.maybe_dead[f"{actor}::n{body['n']:09d}"].add("malformed")
