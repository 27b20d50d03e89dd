import actos.actor.Actor;
import actos.actor.ActorMain;
import actos.actor.Answer;
import actos.actor.Context;
import actos.protocol.ActorId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/** Sells: asks for the price, and answers the buyer when it has come. */
public final class Shop implements Actor<Map<String, Long>> {
    /** What a buyer wants. */
    public record Order(String item, long count) {}

    @Override
    public void receive(JsonNode message, Context<Map<String, Long>> context) {
        Order order = context.messageAs(Order.class);
        context.ask(new ActorId("prices"), Map.of("item", order.item()), order, Duration.ofMinutes(1));
    }

    @Override
    public void answered(Answer price, Context<Map<String, Long>> context) {
        Order order = price.keptAs(Order.class);
        if (price.error() != null || price.body().isNull()) {
            context.reply(Map.of("sorry", price.error() != null ? price.error() : "we have no " + order.item()));
            return;
        }
        long pay = price.body().longValue() * order.count();
        context.reply(Map.of("pay", pay));
        context.state().merge("money", pay, Long::sum);
    }

    public static void main(String[] args) {
        ActorMain.run(new Shop(), args);
    }
}
