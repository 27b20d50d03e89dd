package actos.examples.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import actos.actor.ActorProbe;
import actos.actor.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TellerTest {
    private final ActorProbe<Book> teller =
            new ActorProbe<>(new Teller(), "next").withState(new Book(100, 0, Map.of()));

    @Test
    void enters_numbers_in_the_order_of_handling() throws Exception {
        for (int n : List.of(1, 2, 4, 3, 3, 4)) {
            teller.tell(Map.of("src", "outside", "n", n));
        }
        assertEquals(
                "[[1, 2], [4, 4], [3, 3], [3, 4]]",
                teller.state().seen().get("outside").toString());
    }

    @Test
    void keeps_senders_apart() throws Exception {
        teller.tell(Map.of("src", "a", "n", 1));
        teller.tell(Map.of("src", "b", "n", 1));
        teller.tell(Map.of("src", "a", "n", 2));
        assertEquals("{a=[[1, 2]], b=[[1, 1]]}", teller.state().seen().toString());
    }

    @Test
    void passes_on_what_it_was_paid() throws Exception {
        Outcome outcome = teller.tell(Map.of("src", "a", "n", 1, "credit", 7, "hops", 2));
        assertEquals(100, teller.state().balance());
        assertEquals("next", outcome.sends().get(0).to().value());
        assertEquals(7, outcome.sends().get(0).body().get("credit").intValue());
        assertEquals(1, outcome.sends().get(0).body().get("hops").intValue());
    }

    @Test
    void keeps_what_it_was_paid_at_the_last_hop() throws Exception {
        assertEquals(
                List.of(),
                teller.tell(Map.of("src", "a", "n", 1, "credit", 7, "hops", 0)).sends());
        assertEquals(107, teller.state().balance());
    }

    @Test
    void pays_in_halves_and_numbers_them() throws Exception {
        List<Outcome.Sent> sends = teller.tell(Map.of("src", "outside", "n", 1, "pay", 9, "hops", 1, "split", true))
                .sends();
        assertEquals(
                List.of(4, 5),
                sends.stream().map(s -> s.body().get("credit").intValue()).toList());
        assertEquals(
                List.of(1, 2),
                sends.stream().map(s -> s.body().get("n").intValue()).toList());
        assertEquals(91, teller.state().balance());
        assertEquals(2, teller.state().sent());
    }

    @Test
    void pays_no_more_than_it_has() throws Exception {
        List<Outcome.Sent> sends = teller.tell(Map.of("src", "outside", "n", 1, "pay", 900, "hops", 1))
                .sends();
        assertEquals(100, sends.get(0).body().get("credit").intValue());
        assertEquals(
                List.of(),
                teller.tell(Map.of("src", "outside", "n", 2, "pay", 1, "hops", 1))
                        .sends());
        assertEquals(0, teller.state().balance());
    }

    @Test
    void crashes_at_poison() {
        assertThrows(IllegalStateException.class, () -> teller.tell(Map.of("src", "outside", "n", 1, "poison", true)));
    }
}
