package actos.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorSpec;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActorProbeTest {
    @Test
    void tells_the_answer_and_the_state() throws Exception {
        ActorProbe<Adder.Sum> adder = new ActorProbe<>(new Adder());
        assertEquals(5, adder.ask(5).reply().longValue());
        assertEquals(7, adder.ask(2).reply().longValue());
        assertEquals(7, adder.state().n);
    }

    @Test
    void logs_an_answer_that_nobody_waits_for() throws Exception {
        Outcome outcome = new ActorProbe<>(new Adder()).tell(5);
        assertEquals(List.of(), outcome.replies());
        assertEquals(1, outcome.log().size());
        assertTrue(
                outcome.log().get(0).matches("\\[1] message 1 \\(.*\\) has no sender to answer: 5"),
                outcome.log()::toString);
    }

    @Test
    void starts_from_the_state_it_is_given() throws Exception {
        Adder.Sum sum = new Adder.Sum();
        sum.n = 40;
        assertEquals(
                42, new ActorProbe<>(new Adder()).withState(sum).ask(2).reply().longValue());
    }

    @Test
    void lets_a_crash_through_and_keeps_the_state() throws Exception {
        ActorProbe<Adder.Sum> adder = new ActorProbe<>(new Adder());
        adder.ask(5);
        assertThrows(IllegalStateException.class, () -> adder.ask("crash"));
        assertEquals(5, adder.state().n);
    }

    @Test
    void tells_everything_else_that_the_actor_wants() throws Exception {
        Outcome outcome = new ActorProbe<>(new Busy()).receiveFrom("ann", Map.of("who", "bob", "times", 2));
        assertEquals(2, outcome.sends().size());
        assertEquals("bob", outcome.sends().get(0).to().value());
        assertEquals("1", outcome.sends().get(0).body().toString());
        assertEquals(Duration.ZERO, outcome.sends().get(0).delay());
        assertEquals(Duration.ofSeconds(3), outcome.sends().get(1).delay());
        assertEquals("worker", outcome.spawns().get(0).id().value());
        assertTrue(outcome.stopped());
        assertThrows(AssertionError.class, outcome::reply);
    }

    @Test
    void counts_what_goes_to_the_sender_as_replies() throws Exception {
        Outcome outcome = new ActorProbe<>(new Busy()).receiveFrom("bob", Map.of("who", "bob", "times", 2));
        assertEquals(2, outcome.replies().size());
        assertFalse(new ActorProbe<>(new Adder()).ask(1).stopped());
    }

    @Test
    void says_which_message_has_the_wrong_form() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new ActorProbe<>(new Busy()).ask(List.of(1, 2)));
        assertTrue(e.getMessage().startsWith("message 1 ("), e::getMessage);
        assertTrue(e.getMessage().contains(" is no Order: "), e::getMessage);
    }

    @Test
    void refuses_a_receiver_that_can_be_none() {
        assertThrows(Refused.class, () -> new ActorProbe<>(new Busy()).ask(Map.of("who", "../x", "times", 1)));
    }

    @Test
    void knows_a_state_that_is_a_generic_type() throws Exception {
        ActorProbe<Map<String, List<Long>>> lists = new ActorProbe<>(new Lists());
        lists.tell("a");
        lists.tell("a");
        assertEquals(Map.of("a", List.of(1L, 1L)), lists.state());
    }

    @Test
    void refuses_an_actor_that_does_not_say_what_its_state_is() {
        Actor<Adder.Sum> lambda = (message, context) -> context.reply(1);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new ActorProbe<>(lambda));
        assertTrue(e.getMessage().endsWith("declare a class that implements Actor<YourState>"), e::getMessage);
    }

    /** What {@link Busy} is told. */
    record Order(String who, int times) {}

    private static final class Busy implements Actor<JsonNode> {
        @Override
        public void receive(JsonNode message, Context<JsonNode> context) {
            Order order = context.messageAs(Order.class);
            context.send(order.who(), 1);
            context.sendLater(order.who(), order.times(), Duration.ofSeconds(3));
            context.spawn(ActorSpec.program("/bin/true").with("id", "worker"));
            context.stop();
        }
    }

    private static final class Lists implements Actor<Map<String, List<Long>>> {
        @Override
        public void receive(JsonNode message, Context<Map<String, List<Long>>> context) {
            context.state()
                    .computeIfAbsent(message.textValue(), k -> new ArrayList<>())
                    .add(1L);
        }
    }
}
