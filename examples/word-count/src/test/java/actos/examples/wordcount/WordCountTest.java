package actos.examples.wordcount;

import static org.junit.jupiter.api.Assertions.assertEquals;

import actos.actor.ActorProbe;
import actos.actor.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordCountTest {
    private final ActorProbe<Map<String, Long>> counter = new ActorProbe<>(new Counter());
    private final ActorProbe<Total.Sum> total = new ActorProbe<>(new Total());

    @Test
    void counts_the_words_of_its_lines() throws Exception {
        counter.tell(Map.of("line", "  to be\tor not "));
        counter.tell(Map.of("line", ""));
        counter.tell(Map.of("line", "to be;"));
        assertEquals(Map.of("to", 2L, "be", 1L, "or", 1L, "not", 1L, "be;", 1L), counter.state());
        assertEquals(6, counter.ask("how many?").reply().longValue());
    }

    @Test
    void reports_to_the_actor_it_is_told() throws Exception {
        counter.tell(Map.of("line", "a b a"));
        Outcome.Sent report = counter.tell(Map.of("report", "sum")).sends().get(0);
        assertEquals("sum", report.to().value());
        assertEquals("{\"words\":{\"a\":2,\"b\":1}}", report.body().toString());
    }

    @Test
    void adds_up_what_the_counters_report() throws Exception {
        total.tell(Map.of("words", Map.of("a", 2, "b", 1)));
        total.tell(Map.of("words", Map.of("a", 1, "c", 1)));
        assertEquals(
                "{\"reports\":2,\"total\":5,\"top\":[{\"word\":\"a\",\"count\":3},{\"word\":\"b\",\"count\":1}]}",
                total.ask(Map.of("top", 2)).reply().toString());
    }

    @Test
    void knows_nothing_before_the_first_report() throws Exception {
        assertEquals(List.of(), total.tell("anything").sends());
        assertEquals(0, total.ask(Map.of("top", 3)).reply().get("total").longValue());
    }
}
