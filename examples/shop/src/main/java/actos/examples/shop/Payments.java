package actos.examples.shop;

import actos.actor.Actor;
import actos.actor.ActorMain;
import actos.actor.Context;
import actos.protocol.ActorId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Takes the money for each order, 4 for everything, and tells the customer. Its state is {@code {"taken": 8}}. */
final class Payments implements Actor<Payments.Till> {
    private static final int PRICE = 4;

    /** What was taken so far. */
    record Till(long taken) {}

    /**
     * An order whose goods are there.
     *
     * @param customer who wants it, or null for a person
     */
    record Order(int order, String item, int count, ActorId customer) {}

    @Override
    public void receive(JsonNode message, Context<Till> context) {
        Order order = context.messageAs(Order.class);
        int paid = PRICE * order.count();
        context.setState(new Till(context.state().taken() + paid));
        if (order.customer() != null) {
            context.send(order.customer(), Map.of("order", order.order(), "paid", paid));
        }
    }

    public static void main(String[] args) {
        ActorMain.run(new Payments(), args);
    }
}
