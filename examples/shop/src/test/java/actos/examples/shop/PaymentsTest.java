package actos.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.actor.ActorProbe;
import actos.actor.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaymentsTest {
    private final ActorProbe<Payments.Till> payments = new ActorProbe<>(new Payments()).withState(new Payments.Till(8));

    @Test
    void takes_the_money_and_tells_the_customer() throws Exception {
        Outcome outcome = payments.tell(Map.of("order", 2, "item", "tea", "count", 3, "customer", "ann"));
        assertEquals(new Payments.Till(20), payments.state());
        assertEquals("ann", outcome.sends().get(0).to().value());
        assertEquals(12, outcome.sends().get(0).body().get("paid").intValue());
    }

    @Test
    void a_person_needs_no_answer() throws Exception {
        assertTrue(payments.tell(Map.of("order", 2, "item", "tea", "count", 1))
                .sends()
                .isEmpty());
    }
}
