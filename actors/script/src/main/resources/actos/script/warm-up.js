// Uses a little of everything that scripts use: see WarmUp.
const known = new Map([["a", 1]]);

class Total {
  #sum = 0;
  add(...numbers) {
    for (const n of numbers) this.#sum += n ?? 0;
    return this;
  }
  get sum() {
    return this.#sum;
  }
}

function init() {
  return { n: 0, log: [] };
}

function handle(state, message, context) {
  const { sum } = new Total().add(...state.map((n) => n * 2), known.get("a"));
  console.log("sum", sum, `${message}`.replace(/l+/g, "L").toUpperCase(), [..."ab"].sort().join());
  console.log({ at: new Date(Date.now()).toISOString(), chance: Math.random() });
  try {
    null.x;
  } catch (e) {
    context.log(e.message, { sum });
  }
  context.reply({ sum, of: Object.entries({ a: 1 }), from: context.from });
  context.send("someone", null);
  context.ask("someone", { question: true }, { keep: [1], within: "1s" });
  context.sendLater("someone", "later", "1s");
  return [...state, sum, message.length];
}

function answered(state, answer, context) {
  return state;
}
