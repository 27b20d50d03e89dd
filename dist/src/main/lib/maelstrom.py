"""Maelstrom's services, as actors: https://github.com/jepsen-io/maelstrom/blob/main/doc/services.md

An actor does one thing at a time and commits it, so each store is linearizable, which is more than `seq-kv` and `lww-kv`
promise. The state is the store: a key as JSON text ("1" and 1 differ), and its value. What a service does not know, it
answers with the protocol's error.
"""
import json

import actos

NOT_SUPPORTED, MALFORMED, NO_SUCH_KEY, PRECONDITION_FAILED = 10, 12, 20, 22
_NO_VALUE = object()


class Error(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


def run_store():
    """Is a key-value store, until the process is ended."""
    _run({"read": _read, "write": _write, "cas": _cas})


def run_clock():
    """Is a timestamp oracle, until the process is ended."""
    _run({"ts": _next})


def _run(operations):
    @actos.handle
    def handle(state, body, context):
        answer, found = {}, {}
        if isinstance(body, dict) and "msg_id" in body:
            answer["in_reply_to"] = body["msg_id"]
        try:
            if not isinstance(body, dict) or not isinstance(body.get("type"), str):
                raise Error(MALFORMED, 'a message to a service is an object with a "type"')
            kind = body["type"]
            if kind not in operations:
                raise Error(NOT_SUPPORTED, f"{context.id} knows no {kind}; it knows {', '.join(operations)}")
            state = operations[kind](state, body, found)
            answer = {"type": kind + "_ok", **answer, **found}
        except Error as error:
            answer = {"type": "error", **answer, "code": error.code, "text": str(error)}
        context.reply(answer)
        return state

    actos.run()


def _read(store, body, found):
    found["value"] = store[_known(store, body)]
    return store


def _write(store, body, found):
    store[_key(body)] = _field(body, "value")
    return store


def _cas(store, body, found):
    before, after = _field(body, "from"), _field(body, "to")
    key = _key(body) if body.get("create_if_not_exists") is True else _known(store, body)
    if key in store and _text(store[key]) != _text(before):
        raise Error(PRECONDITION_FAILED, f"expected {_text(before)}, but had {_text(store[key])}")
    store[key] = after
    return store


def _next(state, body, found):
    found["ts"] = state.get("next", 0)
    return {"next": found["ts"] + 1}


def _known(store, body):
    key = _key(body)
    if key not in store:
        raise Error(NO_SUCH_KEY, f"there is no key {key}")
    return key


def _key(body):
    return _text(_field(body, "key"))


def _field(body, name):
    value = body.get(name, _NO_VALUE)
    if value is _NO_VALUE:
        raise Error(MALFORMED, f'"{name}" is missing')
    return value


def _text(value):
    """Equal for equal values, and for no others: to Python 1, 1.0 and true are the same."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
