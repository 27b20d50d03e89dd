// Sells: asks for the price, and answers the buyer when it has come.
function handle(state, order, context) {
  context.ask("prices", { item: order.item }, { keep: order, within: "1m" });
}

function answered(state, price, context) {
  if (context.error || price === null) {
    context.reply({ sorry: context.error ?? "we have no " + context.kept.item });
    return;
  }
  const pay = price * context.kept.count;
  context.reply({ pay });
  return { money: (state.money ?? 0) + pay };
}
