// A queue: {put: job} adds a job, "take" is answered with the next one, as soon as there is one.
function handle(state, message, context) {
  const jobs = (state.jobs ??= []), takers = (state.takers ??= []);
  if (message === "take") takers.push(context.asker);
  else jobs.push(message.put);
  while (jobs.length > 0 && takers.length > 0) context.answer(takers.shift(), jobs.shift());
}
