"""Being an ActOS actor in Python: one file, no dependencies, Python 3.9 or newer.

    import os, sys
    sys.path.append(os.environ["ACTOS_HOME"] + "/lib")
    import actos

    @actos.handle
    def counter(state, message, context):
        return {"n": state.get("n", 0) + message["add"]}

    actos.run()

The handler returns the new state, or changes the one it got and returns nothing. What it wants to happen it tells the
context; all of that takes effect together with the new state, exactly once, when it has returned. If it raises, nothing
takes effect, the process ends, and the supervisor gives the message back.

It must keep nothing between messages but its state. Exit codes: 1 the handler raised or the message cannot be read, 2 not
started as an actor, 75 something could not be written (a full disk, say), 78 the state cannot be read.
"""
import errno
import json
import math
import os
import re
import signal
import stat
import sys
import time

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 1000
NOT_ACCEPTED = "not accepted: "
sys.setrecursionlimit(max(sys.getrecursionlimit(), 4 * MAX_DEPTH))  # json takes a frame for each level
CRASHED, BAD_USAGE, TRY_LATER, BAD_STATE = 1, 2, 75, 78

_ID = re.compile(r"(?!(?:act|supervisor|dead|all)\Z)[A-Za-z][A-Za-z0-9._-]{0,63}\Z")
_LEFT_ALONE = (".json", ".tmp", ".swp", ".part", ".held", ".stashed")
_DURATION = re.compile(r"[0-9]{1,12}(?:ms|s|m|h|d)\Z")
_LONGEST_DURATION = {"ms": 3153600000000, "s": 3153600000, "m": 52560000, "h": 876000, "d": 36500}  # a hundred years
_LONGEST_ON_BEHALF = 140  # what all names in a file's name but the receiver's have together
_SAME = object()  # in place of a body
_LONGEST_TIED = 100  # what an answer's own name, "=" and the question's have together
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PATIENCE = 1.0  # seconds to try again to read what somebody may be writing at this moment

_handler = _answered = None


def handle(function):
    """Says which function handles messages: function(state, message, context)."""
    global _handler
    _handler = function
    return function


def answered(function):
    """Says which function handles answers to what was asked: function(state, answer, context)."""
    global _answered
    _answered = function
    return function


def run():
    """Is an actor, until the process is ended."""
    if _handler is None:
        _end(BAD_USAGE, "no handler: write @actos.handle above the function that handles messages")
    desk = Desk(sys.argv)
    # USR1 stays blocked, so that none is lost between looking and waiting: sigwait takes the one that is pending. The
    # empty handler is how the supervisor sees that this actor is ready.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    signal.signal(signal.SIGUSR1, lambda *_: None)
    while True:
        context = desk.look()
        if context is None:
            signal.sigwait({signal.SIGUSR1})
        else:
            _turn(desk, context)


def probe(sender=None, id="probe", args=(), kept=None, error=None, message=None):
    """A context without a disk, to test a handler with: it collects `sends`, `replies` and `spawns`. With what was kept, or an
    error, it is that of an answer; then sender is the one on whose behalf it was asked. message: what forward passes on."""
    about = {"id": 1, "name": "probe", "from": sender}
    asked = None if kept is None and error is None else {**about, "keep": kept}
    return Context(id, args, about, asked, error, encode(message))


class Context:
    """One message's context: what is known about it, and what is to happen when it was handled."""

    def __init__(self, id, args, envelope, asked=None, error=None, body=None):
        self.id = id
        """This actor's id."""
        self.args = list(args)
        """What the specification gives it as args."""
        self.envelope = envelope
        """All that is known about the message: id, name, from, to, cause, inReplyTo, sentAt, attempt."""
        self.number = envelope["id"]
        """The message's number."""
        self.sender = envelope["from"]
        """Who sent the message, or None: a person or a script."""
        self.kept = asked["keep"] if asked else None
        """For an answer: what was to be kept when it was asked."""
        self.error = error
        """For an answer: None, or why there is none."""
        self.sends, self.replies, self.spawns = [], [], []
        self._asked, self._body = asked, body
        self._seed, self._position, self._random = envelope.get("seed"), 0, None
        self._is_pending = lambda question: False
        self._outgoing, self._requests, self._asks, self._done_with = [], [], [], None
        self._stopping = False
        self.stashed = False
        """Whether the handler has put the message back."""

    def send(self, to, body, delay=None):
        """Sends a message; returns its name, which an answer to it bears in inReplyTo. delay: "5s", or seconds."""
        self.sends.append((to, body))
        return self.send_json(to, encode(body), delay)

    def reply(self, body):
        """Answers the sender of the message; when an answer is handled, the one on whose behalf it was asked."""
        self.reply_json(encode(body))
        self.replies.append(body)

    @property
    def asker(self):
        """Who waits for an answer to this message, for `answer`: its sender; for an answer, the one on whose behalf it was
        asked. None if that is nobody: a person, a script or the supervisor. It is JSON, and may be kept in the state."""
        asker = self._on_behalf_of()
        return None if asker["from"] in (None, "supervisor") else asker

    def answer(self, asker, body):
        """Answers a message that was handled before, or this one. asker: what `asker` was then."""
        if asker is None or asker["from"] is None:
            self.log(f"{self.title} has no sender to answer: {encode(body).decode()}")
        else:
            self.send_json(asker["from"], encode(body), question=asker["name"])
            self.replies.append(body)

    def forward(self, to, body=_SAME):
        """Passes this message on, as it is or with another body: the receiver sees the first asker as its sender, and
        answers it directly."""
        text = self._body if body is _SAME else encode(body)
        self.sends.append((to, decode(text) if body is _SAME else body))
        self.send_json(to, text, on_behalf_of=self.asker or {**self._on_behalf_of(), "from": None})

    def _on_behalf_of(self):
        known = self._asked or {"from": self.sender, "name": self.envelope["name"]}
        return {"from": known["from"], "name": known["name"]}

    def ask(self, to, body, keep=None, within="30s"):
        """Sends a question and returns. The function with @actos.answered gets the answer, with what was kept."""
        if _answered is None:
            raise TypeError("nothing handles the answer: write @actos.answered above a function")
        question = self._name() + ".ask"
        while self._is_pending(question):  # this message was handled before, and that one still waits
            question = self._name() + ".ask"
        limit = _duration(within)
        pending = {"to": to, "within": limit, "keep": keep, **self._on_behalf_of()}
        self.send_json(self.id, encode(f"{to} has not answered within {limit}"), limit, question + ".late")
        self.send_json(to, encode(body), name=question)
        self._asks.append((question, accepted(f"what is kept of the question to {to}", encode(pending))))
        self.sends.append((to, body))
        return question

    def spawn(self, spec):
        """Starts an actor by its specification, {"path": …, "args": […], …}; returns its id. Relative paths in it start from
        the directory of this program."""
        name, spec = self._name(), _resolved(spec)
        child = spec.get("id") or _child_id(spec, name)
        self._requests.append((name, encode({**spec, "id": _actor_id(child)})))
        self.spawns.append(spec)
        return child

    def watch(self, other):
        """From now on this actor hears of each end of the other one: {"event": "ended", ...}, from "supervisor"."""
        self._outgoing.append((f"supervisor::{self._name()}.json", encode({"watch": _actor_id(other)})))

    def stash(self):
        """Puts this message back: it waits in its place, and is not delivered again before `unstash`. What else the handler
        wants takes effect all the same."""
        self.stashed = True

    def unstash(self):
        """What was put back is delivered next, each in its own place."""
        self._outgoing.append((f"supervisor::{self._name()}.json", encode({"unstash": True})))

    @property
    def random(self):
        """Chance that belongs to this message, a random.Random: whoever handles it again draws the same."""
        if self._random is None:
            import random  # takes a while, and is seldom needed
            self._random = random.Random(self._seed)
        return self._random

    def _name(self):
        """The name of what is sent next: its position behind the message's seed. Fresh outside of a message."""
        if self._seed is None:
            return _fresh()
        self._position += 1
        return f"{self._seed}-{_in_order(self._position)}"

    def stop(self):
        """Ends this actor for good, after this message."""
        self._stopping = True

    def log(self, text):
        """Prints a line, with the message's number."""
        print(f"[{self.number}] {text}", flush=True)

    @property
    def title(self):
        """How the message is called in what is printed."""
        sender = f" from {self.sender}" if self.sender else ""
        return f"message {self.number} ({self.envelope['name']}){sender}"

    def send_json(self, to, text, delay=None, name=None, question=None, on_behalf_of=None):
        """Sends what is JSON already, as bytes. question: the name of the message that this one answers, where the
        supervisor cannot know it because another message is handled now. on_behalf_of: the asker who is to have sent it."""
        name = name or self._name()
        accepted(f"the message to {to}", text)
        answer = "=" + question if question and len(name) + 1 + len(question) <= _LONGEST_TIED else ""
        wait = "" if delay is None else "+" + _duration(delay)
        behalf = "" if on_behalf_of is None else _behalf(on_behalf_of, name + answer)
        self._outgoing.append((f"{_actor_id(to)}::{name}{answer}{behalf}{wait}.json", text))
        return name

    def reply_json(self, text):
        """Answers with what is JSON already, as bytes."""
        to = self._asked["from"] if self._asked else self.sender
        if to is None:
            self.log(f"{self.title} has no sender to answer: {text.decode()}")
        else:
            self.send_json(to, text, question=self._asked["name"] if self._asked else None)


class Desk:
    """Where an actor works: looks at the message in its slot, and puts into effect what it led to, exactly once.

    Whenever the process ends, nothing has to be remembered: the message is still in its place, or `redo.json` says what
    it led to. Made once, from the actor's command line; used by one thread.
    """

    def __init__(self, command):
        if len(command) < 5:
            _end(BAD_USAGE, "an actor is started by a supervisor, with ID STATE MESSAGE DRAWER [ARGS...]: see act spawn --help")
        self.id, self._state, self._current, self._drawer, *self.args = command[1:]
        self._home = os.path.dirname(self._state)
        self._envelope = os.path.join(self._home, "envelope.json")
        self._new_state = os.path.join(self._home, ".state.json")
        self._asks = os.path.join(self._home, "asks")
        self._spawn = os.path.join(os.path.dirname(os.path.dirname(self._drawer)), "spawn")
        self._redo = _Redo(self._home)
        self._seen = None
        self.body = None  # the bytes of the message that look() has found
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
        if self._redo.is_there():
            _end(TRY_LATER, "redo.json is there: what an earlier message led to is put into effect by the supervisor, when "
                 "this process has ended")

    def look(self):
        """The context of the message in the slot, or None if there is none. What needs no handler is settled here."""
        while True:
            envelope = _patiently(CRASHED, "the message", self._look)
            if envelope is None:
                return None
            asked, error = None, None
            question, is_late = _question(envelope, self.id)
            if question is not None:
                asked = self._pending(question)
                if asked is None:
                    if not is_late:
                        print(f"[{envelope['id']}] from {envelope['from']} comes too late, nobody waits for it: {self.body.decode()}")
                    self._release(envelope["id"])
                    continue
                error = decode(self.body) if is_late else None
            context = Context(self.id, self.args, envelope, asked, error, self.body)
            context._done_with = question
            context._is_pending = lambda name: os.path.lexists(os.path.join(self._asks, name + ".json"))
            return context

    def state(self):
        """The bytes of the state as the file has it now, and the value."""
        def read():
            text = _read(self._state)[0]
            return text, decode(text)
        return _patiently(BAD_STATE, "state.json", read)

    def put(self, context, state=None):
        """Ends the message, with all that the context has collected, and this new state (bytes; None: it stays)."""
        try:
            if not self._commit(context, state):
                print(f"{context.title} was taken away while it was handled: nothing of it counts")
        except OSError as failure:
            _end(TRY_LATER, f"cannot end {context.title}: the supervisor goes on from here: {failure}")

    def send(self, context):
        """Sends what a context has collected outside of a message, at once and without a cause."""
        try:
            for name, text in context._outgoing:
                hidden = os.path.join(self._drawer, ".0~" + name)
                _write(hidden, text)
                os.rename(hidden, os.path.join(self._drawer, name))
        except OSError as failure:
            _end(TRY_LATER, f"cannot send: {failure}")

    def untaken(self):
        """How many messages from here the supervisor has not taken yet."""
        return len(os.listdir(self._drawer))

    def _commit(self, context, state):
        pairs = self._pairs(context)
        done_with = None if context.stashed else context._done_with
        if not (pairs or state or context._stopping or done_with):
            return self._holds() and self._release(context.number, context.stashed)
        try:
            self._prepare(context, state, pairs, done_with)
            if not self._holds():
                self._abandon(pairs)
                return False
            self._redo.publish()
        except OSError:
            self._abandon(pairs)
            raise
        # from here on it counts, whoever does it
        for hidden, visible, _ in pairs:
            _reveal(hidden, visible)
        if state is not None:
            os.rename(self._new_state, self._state)
        if context._stopping:  # an empty file is never half-written, and one that says "now" stays
            os.close(os.open(os.path.join(self._home, "stop"), os.O_WRONLY | os.O_CREAT, 0o666))
        if done_with:
            _delete(os.path.join(self._asks, done_with + ".json"))
        self._release(context.number, context.stashed)
        self._redo.finish()
        return True

    def _pairs(self, context):
        """Everything to be shown, in this order: receivers before their mail, and a question before its answer can come."""
        if not (context._outgoing or context._requests):
            return []
        number = f".{context.number}~"
        pairs = []
        for directory, named in ((self._spawn, context._requests), (self._asks, context._asks)):
            for name, text in named:
                pairs.append((f"{directory}/{number}{name}.json", f"{directory}/{name}.json", text))
        for name, text in context._outgoing:
            pairs.append((f"{self._drawer}/{number}{name}", f"{self._drawer}/{name}", text))
        return pairs

    def _prepare(self, context, state, pairs, done_with):
        if context._asks:
            os.makedirs(self._asks, exist_ok=True)
        for hidden, _, text in pairs:
            _write(hidden, text)
        if state is not None:
            _write(self._new_state, state)
        self._redo.prepare(context, state, done_with)

    def _abandon(self, pairs):
        for hidden, _, _ in pairs:
            _delete(hidden)
        _delete(self._new_state)
        self._redo.abandon()

    def _look(self):
        try:
            message, self._seen = _read(self._current)
        except FileNotFoundError:
            return None
        decode(message)  # an editor may be writing it
        self.body = message
        return self._read_envelope()

    def _read_envelope(self):
        return decode(_read(self._envelope)[0])

    def _holds(self):
        """Whether the message that look() has found still lies there."""
        try:
            return _stamp(os.lstat(self._current)) == self._seen
        except FileNotFoundError:
            return False

    def _release(self, number, stashed=False):
        """Deletes the message, or puts it back; but not another one that lies there by now, since somebody has taken this one
        away."""
        if self._holds() or _patiently(TRY_LATER, "envelope.json", self._read_envelope)["id"] == number:
            if stashed:
                os.rename(self._current, os.path.join(self._drawer, "stash"))
            else:
                _delete(self._current)
        return True

    def _pending(self, question):
        def read():
            try:
                return decode(_read(os.path.join(self._asks, question + ".json"))[0])
            except FileNotFoundError:
                return None
        return _patiently(TRY_LATER, "asks/" + question + ".json", read)


class _Redo:
    """redo.json. One file, written in place while it is hidden, and renamed to and fro: to make and delete one for every
    message costs twice as much. Padded with blanks, so that its length seldom changes."""

    def __init__(self, home):
        self._hidden, self._visible = home + "/.redo.json", home + "/redo.json"
        self._file, self._length = None, 0

    def is_there(self):
        return os.path.lexists(self._visible)

    def prepare(self, context, state, done_with):
        text = b'{"id":%d' % context.number
        if state is not None:
            text += b',"state":' + state.rstrip()
        if context._stopping:
            text += b',"stop":true'
        if done_with:
            text += b',"answered":"%s"' % done_with.encode()
        if context.stashed:
            text += b',"stash":true'
        text = (text + b"}").ljust(-(-(len(text) + 2) // 256) * 256 - 1) + b"\n"
        if self._file is None:
            _delete(self._hidden)  # it may be a link, or be shared with a copy of this directory
            self._file = os.open(self._hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        _write_all(self._file, text, 0)
        if self._length > len(text):
            os.ftruncate(self._file, len(text))
        self._length = len(text)

    def publish(self):
        os.rename(self._hidden, self._visible)

    def finish(self):
        os.rename(self._visible, self._hidden)

    def abandon(self):
        _delete(self._hidden)
        if self._file is not None:
            os.close(self._file)
        self._file, self._length = None, 0


def _turn(desk, context):
    """One message."""
    text, state = desk.state()
    try:
        if context._asked is None:
            after = _handler(state, decode(desk.body), context)
        else:
            after = _answered(state, None if context.error else decode(desk.body), context)
        new = accepted("the new state", encode(state if after is None else after) + b"\n")
    except Exception as failure:
        import traceback  # takes as long as all the rest, and is seldom needed
        print(f"failed at {context.title}:", file=sys.stderr)
        traceback.print_exception(type(failure), failure, failure.__traceback__.tb_next)  # without this frame
        sys.exit(CRASHED)
    unchanged = new == text or new == encode(decode(text)) + b"\n"  # then it keeps a person's own layout
    desk.put(context, None if unchanged else new)


def encode(value):
    """JSON on one line, as bytes."""
    text = _encoder.encode(value)
    try:
        return text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: JSON may have it, UTF-8 may not
        return json.dumps(value).encode()


def decode(text):
    """The value of JSON text: bytes or str. ValueError says why it is not accepted."""
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    if data.startswith(b"\xef\xbb\xbf"):
        raise ValueError(NOT_ACCEPTED + "it begins with a byte order mark; save it as UTF-8 without one")
    if not data.strip():
        raise ValueError("not JSON: it is empty")
    fault = _beyond(data, MAX_DEPTH + 10)  # what embeds a value is a little deeper
    if fault:
        raise ValueError(fault)
    try:
        return _decoder.decode(text if isinstance(text, str) else text.decode())
    except UnicodeDecodeError:
        raise ValueError("not JSON: it holds bytes that are not UTF-8") from None
    except json.JSONDecodeError as failure:
        raise ValueError(f"not JSON: {failure.msg} (line {failure.lineno}, column {failure.colno})") from None


def accepted(what, text):
    """JSON text that is about to be written, if its readers will accept it."""
    if len(text) > MAX_BYTES:
        raise ValueError(f"{what} has {len(text)} bytes; {MAX_BYTES} are allowed")
    fault = _beyond(text, MAX_DEPTH)
    if fault:
        raise ValueError(f"{what} is {fault}")
    return text


def _beyond(text, depth):
    """Why JSON is not accepted though it may be JSON, or None. Few texts get a second look."""
    plain = text.translate(_ZEROS)
    if _MANY_DIGITS in plain or b"0e000" in plain or b"0e+000" in plain:
        for number in re.findall(rb"-?[0-9][0-9.eE+-]+", _TEXT.sub(b" ", text)):
            if len(number) > MAX_NUMBER:
                return f"{NOT_ACCEPTED}a number has {len(number)} characters, {MAX_NUMBER} are allowed; send it as a text"
            try:
                if float(number) in (math.inf, -math.inf):
                    return f"{NOT_ACCEPTED}{number[:40].decode()} is beyond ±1.8e308, the range that all programs can read; send it as a text"
            except ValueError:
                pass  # it is no number, and found so elsewhere
    if text.count(b"[") + text.count(b"{") > depth:
        level = 0
        for bracket in re.findall(rb"[][{}]", _TEXT.sub(b" ", text)):
            level += 1 if bracket in b"[{" else -1
            if level > depth:
                return f"{NOT_ACCEPTED}it is more than {MAX_DEPTH} levels deep"
    return None


def _no_constant(name):
    raise ValueError(f"not JSON: {name} is no value; texts are in double quotes")


MAX_NUMBER = 1000  # characters
_ZEROS = bytes.maketrans(b"123456789E", b"000000000e")
_MANY_DIGITS = b"0" * 301
_TEXT = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_decoder = json.JSONDecoder(parse_constant=_no_constant)


def _question(envelope, me):
    """Which question of ours the message is about, or None, and whether it says that its time is over."""
    name, question = envelope["name"], envelope["inReplyTo"]
    if question is not None and question.endswith(".ask"):
        return question, False
    if envelope["from"] == me and name.endswith(".ask.late"):
        return name[:-5], True
    return None, False


def _patiently(blame, what, read):
    """Reads what is missing or half there again for a while: an editor empties a file, then fills it. If that does not help,
    ends this process with the code that says what is to blame."""
    end = None
    while True:
        try:
            return read()
        except (ValueError, RecursionError, OSError) as failure:
            now = time.monotonic()
            end = end or now + _PATIENCE
            if now > end:
                _end(blame, f"cannot read {what}: {failure}")
            time.sleep(0.01)


def _read(path):
    """All that a regular file holds, and what tells the file from another at the same place."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        about = os.fstat(file)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)
        text = os.read(file, about.st_size + 1)
        while len(text) > about.st_size:  # it has grown meanwhile, or the kernel gave less than all
            more = os.read(file, 1 << 20)
            if not more:
                break
            text += more
        return text, _stamp(about)
    finally:
        os.close(file)


def _stamp(about):
    return about.st_ino, about.st_mtime_ns


def _write(path, text):
    """Makes a file, over one that an earlier attempt may have left there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
    file = os.open(path, flags, 0o666)
    try:
        _write_all(file, text, 0)
    finally:
        os.close(file)


def _write_all(file, text, offset):
    written = os.pwrite(file, text, offset)
    while written < len(text):
        written += os.pwrite(file, memoryview(text)[written:], offset + written)


def _reveal(hidden, visible):
    """Renames into view; beside a message or request that was given the same name."""
    free, n = visible, 2
    while os.path.lexists(free):
        free, n = _numbered(visible, n), n + 1
    os.rename(hidden, free)


def _numbered(path, n):
    return re.sub(r"([=@+][^/]*|(?:\.json)?)\Z", rf"-{n}\1", path, count=1)


def _delete(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


def _actor_id(id):
    if not isinstance(id, str) or not _ID.match(id) or id.endswith(_LEFT_ALONE):
        raise ValueError(f"{id!r} is no actor's id")
    return id


def _behalf(asker, names):
    """What a file's name says of in whose name the message is sent."""
    sender = "@" + ("act" if asker["from"] is None else _actor_id(asker["from"]))
    name = "=" + asker["name"] if asker["name"] else ""
    return sender + name if len(names + sender + name) <= _LONGEST_ON_BEHALF else sender


def _duration(delay):
    if isinstance(delay, (int, float)) and delay >= 0:
        delay = f"{round(delay * 1000)}ms"
    if not isinstance(delay, str) or not _DURATION.match(delay):
        raise ValueError(f"{delay!r} is no duration: write a number of seconds, or a text like \"500ms\", \"5s\", \"2h\"")
    number, unit = re.match(r"([0-9]+)(.*)", delay).groups()
    if int(number) > _LONGEST_DURATION[unit]:
        raise ValueError(f"{delay!r} is longer than 36500d")
    return delay


def _resolved(spec):
    """A specification with absolute paths; a program without a slash is found on PATH."""
    resolved = dict(spec)
    for field in ("path", "cwd"):
        value = spec.get(field)
        if isinstance(value, str) and value and (field == "cwd" or "/" in value):
            resolved[field] = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(sys.argv[0])), value))
    if isinstance(spec.get("children"), list):
        resolved["children"] = [_resolved(child) if isinstance(child, dict) else child for child in spec["children"]]
    return resolved


def _child_id(spec, name):
    stem = re.sub(r"\.[A-Za-z0-9]{1,4}\Z", "", os.path.basename(spec.get("path") or "manual"))
    stem = re.sub(r"[^A-Za-z0-9_-]", "", stem)
    return (stem if stem[:1].isalpha() else "actor")[:48] + "-" + name[-13:]


def _in_order(position):
    """A number such that texts sort as numbers do: four digits; a letter in front of what needs more."""
    digits = f"{position:04}"
    return chr(ord("a") + len(digits) - 5) + digits if len(digits) > 4 else digits


_last_micros = 0


def _fresh():
    """A message's name that nobody else uses. Those of one process sort by time."""
    global _last_micros
    _last_micros = max(_last_micros + 1, time.time_ns() // 1000)
    return _base36(_last_micros, 11) + "-" + _base36(int.from_bytes(os.urandom(4), "big"), 4)


def _base36(number, width):
    digits = []
    for _ in range(width):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def _end(code, sentence):
    print(sentence, file=sys.stderr, flush=True)
    sys.exit(code)
