package actos.act.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsCommandTest {
    @TempDir
    Path dir;

    private TestRoot test;
    private JournalOf journal;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        journal = new JournalOf(test);
    }

    private JsonNode stats(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "stats";
        all[1] = "--json";
        System.arraycopy(args, 0, all, 2, args.length);
        TestRoot.Call call = test.act(all);
        assertEquals(0, call.code(), call.err());
        return Json.parse(call.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void counts_what_was_handled_and_how_long_it_took_and_waited() throws IOException {
        journal.shop().at(10_000);
        assertEquals("""
                ACTOR  HANDLED   /S  TOOK 50%  90%   99%   MAX   WAITED 50%  90%    99%    MAX    RESTARTS  DEAD
                bank         1  0.2  8 ms      8 ms  8 ms  8 ms  0 ms        19 ms  19 ms  20 ms         1  0
                shop         1  0.2  8 ms      8 ms  8 ms  9 ms  0 ms        0 ms   0 ms   0 ms          0  0
                """, test.act("stats").out());
        JsonNode bank = stats("bank").get(0);
        assertEquals(2, bank.at("/waitedUs/count").asInt());
        assertEquals(20_000, bank.at("/waitedUs/longest").asInt());
        assertEquals(8_000, bank.at("/tookUs/longest").asInt());
    }

    @Test
    void a_delayed_message_waits_from_when_it_is_due_and_a_question_of_a_person_is_no_actor() throws IOException {
        journal.at(0).line("taken", "\"id\":1,\"from\":null,\"to\":\"a\",\"due\":1767225600500,\"body\":1");
        journal.at(500)
                .line("due", "\"id\":1,\"actor\":\"a\",\"order\":\"1\"")
                .at(507)
                .delivered(1, "a", 1);
        journal.at(510).taken(2, "a", "ask-0hoo592i1fp-rjo0", 1, "2").delivered(2, "ask-0hoo592i1fp-rjo0", 1);
        JsonNode all = stats();
        assertEquals(1, all.size());
        assertEquals(7_000, all.at("/0/waitedUs/longest").asInt());
    }

    @Test
    void only_the_last_run_counts_and_of_it_the_last_minutes() throws IOException {
        journal.at(0).taken(1, null, "a", 0, "1").delivered(1, "a", 1).done(1, "a", 5, null);
        journal.line("supervisorStarted", "\"pid\":1").taken(2, null, "b", 0, "1");
        journal.delivered(2, "b", 1).done(2, "b", 5, null);
        assertEquals("b", stats().at("/0/actor").asText());
        assertEquals(1, stats().size());
        assertEquals(2, stats("--last", "36500d").size());
        assertEquals("nothing has happened\n", test.act("stats", "--last", "1s").out());
        assertEquals(4, test.act("stats", "nobody").code());
        assertEquals(2, test.act("stats", "--last", "1s", "--prometheus").code());
        assertEquals(2, test.act("stats", "--json", "--prometheus").code());
    }

    @Test
    void Prometheus_gets_counters_and_summaries() throws IOException {
        journal.shop();
        journal.line(
                "dead", "\"id\":9,\"to\":\"x\\\"y\",\"from\":null,\"reason\":\"r\",\"file\":\"f\",\"detail\":\"d\"");
        journal.line("dead", "\"id\":9,\"to\":null,\"from\":null,\"reason\":\"r\",\"file\":\"f\",\"detail\":\"d\"");
        String out = test.act("stats", "--prometheus").out();
        Pattern line = Pattern.compile("# HELP [a-z_]+ [^\\n\\\\]+|# TYPE [a-z_]+ (counter|summary)"
                + "|[a-z_]+\\{actor=\"([^\"\\\\\\n]|\\\\[\"\\\\n])*\"(,quantile=\"[0-9.]+\")?} ([0-9.E-]+|NaN)");
        out.lines().forEach(each -> assertTrue(line.matcher(each).matches(), each));
        assertTrue(out.endsWith("\n") && !out.contains("\r"), out);
        assertTrue(out.contains("actos_handling_seconds{actor=\"bank\",quantile=\"0.99\"} 0.008\n"), out);
        assertTrue(out.contains("actos_dead_messages_total{actor=\"x\\\"y\"} 1\n"), out);
        assertTrue(out.contains("actos_waiting_seconds_count{actor=\"bank\"} 2\n"), out);
    }

    @Test
    void what_is_no_line_does_no_harm() throws IOException {
        journal.line("delivered", "\"id\":1")
                .line("done", "\"id\":1,\"actor\":7")
                .line("dead", "\"id\":\"x\"");
        journal.line("taken", "\"id\":-1").line("restarting", "\"actor\":null");
        Path file = test.root.journal().resolve("000001.jsonl");
        Files.writeString(
                file,
                Files.readString(file)
                        + "{\"seq\":9,\"at\":\"yesterday\",\"event\":\"done\",\"id\":1,\"actor\":\"a\"}\n{\"seq\":1");
        assertEquals("?", stats().at("/0/actor").asText());
    }
}
