// A lock: the first who waits has it, and was told so.
function handle(state, message, context) {
  const waiting = (state.waiting ??= []);
  if (message === "acquire") {
    waiting.push(context.asker);
    if (waiting.length === 1) context.reply("yours");
  } else {
    waiting.shift();
    if (waiting.length > 0) context.answer(waiting[0], "yours");
  }
}
