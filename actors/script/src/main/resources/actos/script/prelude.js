// Between a script and Java: what context is, what becomes of what the script returns, and whose clock it sees.
// Evaluated once in each world. Takes what it needs of the language now, since the script may replace it later.
(function (host, liveClock, argsText) {
  "use strict";
  const { parse, stringify } = JSON;
  const isArray = Array.isArray;
  const Promises = Promise;
  let script;
  let settlement;

  function kind(value) {
    if (value === undefined) return "undefined";
    if (typeof value === "function") return "a function";
    return "a " + typeof value;
  }

  // What JSON.stringify would turn into null or {} without a word.
  function search(value, where) {
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new TypeError(where + " is " + value + ", which JSON does not have");
    }
    if (value === undefined || typeof value === "function" || typeof value === "symbol") {
      throw new TypeError(where + " is " + kind(value) + ", which JSON does not have");
    }
    if (value === null || typeof value !== "object" || typeof value.toJSON === "function") return;
    if (value instanceof Map || value instanceof Set || value instanceof WeakMap || value instanceof WeakSet) {
      throw new TypeError(where + " is a " + value.constructor.name + ", which JSON does not have");
    }
    if (isArray(value)) {
      for (let i = 0; i < value.length; i++) search(value[i], where + "[" + i + "]");
    } else {
      for (const key of Object.keys(value)) {
        if (value[key] !== undefined) search(value[key], where + "." + key);
      }
    }
  }

  function json(value, where) {
    const text = stringify(value);
    if (text === undefined) throw new TypeError(where + " is " + kind(value) + ", which JSON does not have");
    if (text.includes("null") || text.includes("{}")) search(value, where);
    return text;
  }

  function come(outcome) {
    if (typeof outcome === "object") throw new Error(outcome.wrong);
    return outcome;
  }

  function text(value, where) {
    if (typeof value !== "string") throw new TypeError(where + " is " + kind(value) + ", not a text");
    return value;
  }

  function duration(value, where) {
    return typeof value === "number" ? Math.round(value) + "ms" : text(value, where);
  }

  function shown(value) {
    if (typeof value === "string") return value;
    if (value instanceof AggregateError) return value.message + ": " + value.errors.map(shown).join("\n");
    if (value instanceof Error) return value.stack ?? String(value);
    try {
      return stringify(value) ?? String(value);
    } catch {
      return String(value);
    }
  }

  function line(values) {
    return values.map(shown).join(" ");
  }

  class Context {
    constructor(id, from, asker, number, kept, error) {
      this.id = id;
      this.args = parse(argsText);
      this.from = from;
      this.asker = asker;
      this.number = number;
      this.kept = kept;
      this.error = error;
    }
    reply(body) {
      come(host.reply(json(body, "the answer")));
    }
    answer(asker, body) {
      come(host.answer(json(asker, "the asker"), json(body, "the answer")));
    }
    forward(to, body) {
      const message = body === undefined ? [] : [json(body, "the message")];
      come(host.forward(text(to, "the receiver"), ...message));
    }
    send(to, body) {
      come(host.send(text(to, "the receiver"), json(body, "the message"), "0ms"));
    }
    sendLater(to, body, delay) {
      come(host.send(text(to, "the receiver"), json(body, "the message"), duration(delay, "the delay")));
    }
    ask(to, body, { keep = null, within = "30s" } = {}) {
      come(host.ask(text(to, "the receiver"), json(body, "the question"), json(keep, "keep"), duration(within, "within")));
    }
    spawn(path, spec = {}) {
      return come(host.spawn(json({ ...spec, path: text(path, "the program") }, "the specification")));
    }
    watch(other) {
      come(host.watch(text(other, "the actor to watch")));
    }
    stash() {
      come(host.stash());
    }
    unstash() {
      come(host.unstash());
    }
    stop() {
      come(host.stop());
    }
    log(...values) {
      come(host.log(line(values)));
    }
  }

  for (const level of ["log", "info", "debug", "warn", "error"]) {
    console[level] = (...values) => host.print(line(values));
  }

  if (!liveClock) {
    const RealDate = Date;
    const MessageDate = function Date(...args) {
      if (!new.target) return new RealDate(host.now()).toString();
      return Reflect.construct(RealDate, args.length === 0 ? [host.now()] : args, new.target);
    };
    Object.defineProperty(MessageDate, "length", { value: 7 });
    MessageDate.prototype = RealDate.prototype;
    MessageDate.prototype.constructor = MessageDate;
    MessageDate.now = () => host.now();
    MessageDate.parse = RealDate.parse;
    MessageDate.UTC = RealDate.UTC;
    globalThis.Date = MessageDate;
    Math.random = () => host.random();
    delete globalThis.performance;
  }

  // Nothing that is returned means the state as it is now, which the script may have changed in place.
  function outcome(result, state, before) {
    if (result !== undefined) return json(result, "the new state");
    return stringify(state) === before ? null : json(state, "the state");
  }

  return {
    shown,

    use(functions) {
      if (functions.handle === undefined) {
        throw new TypeError("it defines no function handle(state, message, context)");
      }
      script = functions;
    },

    // The new state as JSON, null if it stays, or false where settled() has to tell.
    run(what, stateText, messageText, id, from, asker, number, kept, error) {
      const act = script[what];
      if (act === undefined) throw new TypeError("it asks, but defines no function " + what + "(state, answer, context)");
      const isFresh = stateText === "{}" && script.init !== undefined;
      const state = isFresh ? script.init() : parse(stateText);
      const before = isFresh ? null : stringify(state);
      const context = new Context(id, from, parse(asker), number, kept === null ? null : parse(kept), error);
      const result = act(state, parse(messageText), context);
      if (!(result instanceof Promises)) return outcome(result, state, before);
      settlement = null;
      result.then(
        (value) => (settlement = { state: () => outcome(value, state, before) }),
        (reason) => (settlement = { state: () => { throw reason; } }),
      );
      return false;
    },

    settled() {
      if (settlement === null) {
        throw new Error(
          "it awaits what never comes: what takes time is a message; see context.ask and context.sendLater");
      }
      return settlement.state();
    },
  };
});
