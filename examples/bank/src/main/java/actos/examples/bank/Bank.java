package actos.examples.bank;

import actos.actor.Actor;
import actos.actor.ActorMain;
import actos.actor.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps accounts. Its state is {@code {"ann": 70, "bob": 30}}. It answers every {@link Order}, with
 * {@code {"balance": 70}} or with {@code {"declined": "why"}}; an order is carried out wholly or not at all.
 */
final class Bank implements Actor<Map<String, Long>> {
    @Override
    public void receive(JsonNode message, Context<Map<String, Long>> context) {
        try {
            Map<String, Long> accounts = new TreeMap<>(context.state());
            long balance = context.messageAs(Order.class).applyTo(accounts);
            context.setState(accounts);
            context.reply(Map.of("balance", balance));
        } catch (Order.Declined | IllegalArgumentException e) {
            context.reply(Map.of("declined", e.getMessage()));
        }
    }

    public static void main(String[] args) {
        ActorMain.run(new Bank(), args);
    }
}
