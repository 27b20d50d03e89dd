// Answers what something costs; null if it is not for sale. Edit it while it runs.
const prices = { tea: 3, coffee: 5 };

function handle(state, question, context) {
  context.reply(prices[question.item] ?? null);
}
