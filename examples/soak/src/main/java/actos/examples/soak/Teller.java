package actos.examples.soak;

import actos.actor.Actor;
import actos.actor.ActorMain;
import actos.actor.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A teller in the ring, or a counter if nobody comes next: enters each message's number in its {@link Book}, and passes
 * money on. Its argument is the next teller. {@code teller.py} does the same.
 */
final class Teller implements Actor<Book> {
    @Override
    public void receive(JsonNode message, Context<Book> context) {
        Order order = context.messageAs(Order.class);
        if (order.poison()) {
            throw new IllegalStateException("poison");
        }
        Book book = context.state().entered(order.src(), order.n()).plus(order.credit());
        for (long amount : toPay(order, book.balance())) {
            book = book.plus(-amount).oneMoreSent();
            int hops = Math.max(0, order.hops() - 1);
            context.send(
                    context.args().get(0),
                    Map.of("src", context.id(), "n", book.sent(), "credit", amount, "hops", hops));
        }
        context.setState(book);
    }

    /** The payments that an order leads to: none, one, or two halves. */
    private static List<Long> toPay(Order order, long balance) {
        long amount = order.hops() > 0 ? Math.min(order.pay() + order.credit(), balance) : 0;
        if (amount <= 0) {
            return List.of();
        }
        long half = order.split() ? amount / 2 : 0;
        return half > 0 ? List.of(half, amount - half) : List.of(amount);
    }

    public static void main(String[] args) {
        ActorMain.run(new Teller(), args);
    }
}
