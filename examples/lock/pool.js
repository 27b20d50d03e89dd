// A pool: passes each job on to the next of its workers, who answers the one who wants it done.
function init() {
  return {turn: 0};
}

function handle(state, job, context) {
  context.forward(context.args[state.turn++ % context.args.length]);
}
