package actos.act.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.root.Liveness;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.ProcessIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopCommandTest {
    private static final ActorId BANK = new ActorId("bank");
    private static final ActorId SHOP = new ActorId("shop");
    private static final ProcessIdentity SELF =
            ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.liveness = r -> new Liveness.Served(true, SELF);
        TestRoot.write(
                test.root.systemStatus(),
                "{\"pid\":7,\"cycle\":\"2s\",\"mode\":\"notices\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"done\":100,"
                        + "\"dead\":1,\"degraded\":[]}");
        test.actor("bank", "ready");
        test.process("bank", SELF.pid(), SELF.startTime());
        test.actor("shop", "ready");
        test.waiting("shop", "000000000042~42~~~k2.json", "2");
    }

    @Test
    void prints_one_view_where_there_is_no_terminal() throws Exception {
        TestRoot.Call call = test.act("top", "--interval", "100ms");
        assertEquals(0, call.code(), call.err());
        List<String> lines = call.out().lines().toList();
        assertTrue(lines.get(0).startsWith(test.root.dir() + "  running, pid 7, for "), lines.get(0));
        assertTrue(lines.get(0).contains(" %, ") && lines.get(0).endsWith(" MiB, notices, cycle 2s"), lines.get(0));
        assertEquals("2 actors, 1 waiting, 0.0 handled a second, 1 dead letter", lines.get(1));
        assertTrue(
                lines.get(3).matches(" +ID +PHASE +RATE +WAITING +HANDLED +CPU% +MIB +RESTARTS +CURRENT"),
                lines.get(3));
        assertTrue(lines.get(4).matches(" +bank +ready +0\\.0 +0 +17 +[0-9.]+ +[1-9][0-9]* +0"), lines.get(4));
        assertTrue(lines.get(5).matches(" +shop +ready +0\\.0 +1 +17 +0\\.0 +0"), lines.get(5));
        assertEquals(6, lines.size());
        assertFalse(call.out().contains("\u001b"));
    }

    @Test
    void prints_one_object() throws Exception {
        Files.createFile(test.root.paused());
        byte[] out = test.act("top", "--json", "--interval", "100ms", "--sort", "waiting")
                .out()
                .getBytes(StandardCharsets.UTF_8);
        JsonNode json = Json.parse(out);
        assertTrue(json.path("system").path("paused").booleanValue());
        assertTrue(json.path("system").path("running").booleanValue());
        assertTrue(json.path("system").path("memory").longValue() > 0);
        assertEquals("shop", json.path("actors").path(0).path("id").asText());
        assertEquals("bank", json.path("actors").path(1).path("id").asText());
        assertTrue(json.path("actors").path(1).path("memory").longValue() > 1 << 20);
        assertEquals(0.0, json.path("actors").path(1).path("rate").doubleValue());
    }

    @Test
    void tells_rates_by_what_was_handled_between_two_samples() throws Exception {
        Sample before = sample(1_000_000_000L);
        Path status = test.root.actor(BANK).status();
        TestRoot.write(status, Files.readString(status).replace("\"handled\":17", "\"handled\":42"));
        Path system = test.root.systemStatus();
        TestRoot.write(system, Files.readString(system).replace("\"done\":100", "\"done\":150"));
        TopView view = view(before, sample(3_000_000_000L), TopRow.Order.RATE);
        assertTrue(
                view.lines(0).get(1).contains("25.0 handled a second"),
                view.lines(0).get(1));
        assertTrue(
                view.lines(0).get(4).matches(" +bank +ready +12\\.5 .*"),
                view.lines(0).get(4));
        test.process("bank", 1, 1);
        assertEquals(
                List.of(BANK, SHOP),
                view(before, sample(3_000_000_000L), TopRow.Order.RATE).order());
        TopView first = view(before, before, TopRow.Order.ID);
        assertEquals("2 actors, 1 waiting, 1 dead letter", first.lines(0).get(1));
    }

    @Test
    void a_sample_tells_what_a_process_has_used() {
        Usage usage = Usage.of(SELF.pid());
        assertTrue(usage.cpuMs() > 0 && usage.cpuMs() < 10_000_000, usage.toString());
        assertTrue(usage.memory() > 10 << 20 && usage.memory() < 10L << 30, usage.toString());
        assertEquals(Usage.NONE, Usage.of(Integer.MAX_VALUE));
        assertEquals(50.0, TopRow.percent(1000, 2));
    }

    @Test
    void says_what_is_not_as_usual() throws Exception {
        TestRoot.write(test.root.paused(), "{\"break\":\"big\",\"actor\":\"shop\",\"message\":42}");
        TestRoot.write(test.root.actor(BANK).paused(), "{\"break\":\"all\",\"actor\":\"bank\",\"message\":7}");
        test.waiting("bank", "000000000007~7~~~k7.json", "7");
        Path system = test.root.systemStatus();
        TestRoot.write(system, Files.readString(system).replace("[]", "[\"the disk\\u001b is full\"]"));
        String all =
                String.join("\n", view(sample(1), sample(1), TopRow.Order.ID).lines(0));
        assertTrue(all.contains("  PAUSED, pid 7"), all);
        assertTrue(all.contains("\ndegraded: the disk\\u001b is full\n"), all);
        assertTrue(all.contains("\nbreakpoint big holds message 42 for shop\n"), all);
        assertTrue(all.contains("\nbreakpoint all holds message 7 for bank\n"), all);
        assertTrue(all.contains(" bank  ready (at breakpoint) "), all);
        test.liveness = r -> Liveness.Served.BY_NOBODY;
        all = String.join("\n", view(sample(1), sample(1), TopRow.Order.ID).lines(0));
        assertTrue(all.contains("  no supervisor is running\n"), all);
    }

    @Test
    void fills_the_terminal_with_the_rows_around_the_chosen_one() throws Exception {
        for (int i = 0; i < 50; i++) {
            test.actor("x" + (10 + i), "ready");
        }
        Sample sample = sample(1);
        for (String chosen : new String[] {"bank", "x10", "x30", "x58", "x59"}) {
            List<String> lines = frame(sample, 20, 80).lines(new ActorId(chosen), List.of("one", "two"), ", by id");
            assertEquals(20, lines.size());
            List<String> before = frame(sample, 20, 80).lines(new ActorId(chosen), List.of(), ", by id");
            int said = lines.indexOf("one");
            assertTrue(said == 16 || said == 4, "at the bottom or at the top: " + said);
            assertEquals("two", lines.get(said + 1));
            before.set(said, "one");
            before.set(said + 1, "two");
            assertEquals(before, lines, "nothing has moved");
            assertTrue(lines.get(18).matches("[0-9]+-[0-9]+ of 52, by id"), lines.get(18));
            assertEquals(
                    1,
                    lines.stream()
                            .filter(l -> l.startsWith("›  " + chosen + " "))
                            .count(),
                    lines.toString());
            assertTrue(lines.get(19).startsWith("q quit"), lines.get(19));
            assertTrue(lines.get(19).length() < 80, lines.get(19));
        }
        assertEquals(
                "x59", view(sample, sample, TopRow.Order.ID).order().get(51).value());
        assertTrue(frame(sample, 2, 80).lines(BANK, List.of(), "").size() > 2);
        assertTrue(frame(sample, 2, 80).lines(BANK, List.of("one", "two"), "").contains("one"));
        List<String> tall = frame(sample, 100, 80).lines(BANK, List.of("said"), "");
        assertEquals(100, tall.size());
        assertEquals(List.of("", "said", "1-52 of 52"), tall.subList(96, 99));
        assertEquals(
                "1-14 of 52", frame(sample, 20, 80).lines(BANK, List.of(), "").get(18));
        assertEquals(
                "39-52 of 52",
                frame(sample, 20, 80).lines(new ActorId("x59"), List.of(), "").get(18));
        assertEquals(20, frame(sample, 20, 80).help().size());
        assertTrue(frame(sample, 20, 80).help().contains("any key goes back"));
    }

    @Test
    void a_long_id_is_shortened_and_hides_no_number() throws Exception {
        String id = "a-" + "very-".repeat(11) + "long";
        test.actor(id, "ready");
        Sample sample = sample(1);
        for (int width : new int[] {80, 100}) {
            List<String> table = view(sample, sample, TopRow.Order.ID).table(BANK, width);
            assertTrue(Text.columns(table.get(0)) <= width, table.get(0));
            assertTrue(table.get(1).matches(" +a-very-[a-z-]*… +ready +0 +17 +0"), table.get(1));
            assertTrue(table.get(2).matches("› +bank +ready +.*"), table.get(2));
        }
        assertTrue(view(sample, sample, TopRow.Order.ID).table(BANK, 0).get(1).contains(id), "whole in a file");
        assertTrue(view(sample, sample, TopRow.Order.ID).table(BANK, 20).get(1).startsWith("   a-very-…  ready"));
    }

    @Test
    void shows_only_those_whose_id_contains_what_was_typed() throws Exception {
        Sample sample = sample(1);
        TopView view = new TopView(test.root, Terminal.none(), sample, sample, TopRow.Order.ID, "ho");
        assertEquals(List.of(SHOP), view.order());
        assertTrue(
                view.head().get(1).startsWith("2 actors, 1 waiting"),
                view.head().get(1));
        TopView none = new TopView(test.root, Terminal.none(), sample, sample, TopRow.Order.ID, "x");
        List<String> lines = new TopFrame(none, Terminal.none(), 20, 80).lines(null, List.of(), ", by id");
        assertEquals("none, by id", lines.get(18));
    }

    @Test
    void keys_that_come_together_are_told_apart() {
        assertEquals("\u001b[A", Screen.firstOf("\u001b[Ak"));
        assertEquals("k", Screen.firstOf("k\r"));
        assertEquals("\u001b", Screen.firstOf("\u001b"));
        assertEquals("", Screen.firstOf(""));
        assertEquals("\u001b[5~", Screen.firstOf("\u001b[5~\u001b[6~"));
        assertEquals("\u001bOH", Screen.firstOf("\u001bOHq"));
        assertEquals("\u001b", Screen.firstOf("\u001bq"));
    }

    @Test
    void refuses_what_it_does_not_know() {
        assertTrue(test.act("top", "--sort", "size")
                .err()
                .contains("size is none of [id, rate, waiting, age, cpu, memory]"));
        assertEquals(2, test.act("top", "--interval", "1ms").code());
    }

    private Sample sample(long nanos) throws IOException {
        Sample sample = Sample.at(test.workspace());
        return new Sample(
                nanos, sample.served(), sample.pause(), sample.system(), sample.supervisor(), sample.actors());
    }

    private TopView view(Sample before, Sample now, TopRow.Order order) {
        return new TopView(test.root, Terminal.none(), before, now, order, "");
    }

    private TopFrame frame(Sample sample, int height, int width) throws IOException {
        return new TopFrame(view(sample, sample, TopRow.Order.ID), Terminal.none(), height, width);
    }
}
