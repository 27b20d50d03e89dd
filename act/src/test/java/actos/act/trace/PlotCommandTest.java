package actos.act.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.protocol.Json;
import actos.protocol.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
    @TempDir
    Path dir;

    private TestRoot test;
    private JournalOf journal;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.env.put("LC_ALL", "C.UTF-8");
        test.env.put("COLUMNS", "30");
        journal = new JournalOf(test);
    }

    private void climb() throws IOException {
        journal.at(0)
                .line(
                        "accepted",
                        "\"actor\":\"a\",\"request\":\"a\",\"manual\":false,\"spec\":{\"id\":\"a\"},\"state\":{\"n\":0}");
        journal.at(1000).done(1, "a", 5, "{\"n\":5}").done(2, "b", 5, "{\"n\":99}");
        journal.at(2000)
                .line("edited", "\"actor\":\"a\",\"state\":{\"n\":10.5}")
                .done(3, "a", 5, null);
        journal.at(3000).done(4, "a", 5, "{\"n\":\"no number\"}").done(4, "a", 5, "[]");
        journal.at(4000).done(5, "a", 5, "{\"n\":10}");
    }

    private JsonNode plot(String... args) {
        TestRoot.Call call = test.act(args);
        assertEquals(0, call.code(), call.err());
        return Json.parse(call.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void draws_the_states_that_the_journal_tells() throws IOException {
        climb();
        test.env.put("ACTOS_LC_ALL", "C");
        String[] lines = test.act("plot", "a", ".n").out().split("\n");
        assertEquals(13, lines.length);
        assertTrue(lines[0].startsWith("10.5 |  ") && lines[0].endsWith("*"), lines[0]);
        assertTrue(lines[11].startsWith("   0 |****") && !lines[11].contains(" *  "), lines[11]);
        assertTrue(lines[12].strip().matches(".*[0-9]{2}:00:00 .* [0-9:]{6}04"), lines[12]);
        test.env.put("ACTOS_LC_ALL", "");
        assertTrue(test.act("plot", "a", ".n").out().contains("⣀"));
        assertEquals(
                "[0.0,5.0,10.5,10.0]",
                plot("plot", "a", ".n", "--json").findValues("value").toString().replace(" ", ""));
    }

    @Test
    void a_state_that_is_too_long_for_a_line_is_read_beside_the_journal() throws IOException {
        byte[] state = ("{\"n\":7,\"x\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        String hash = Sha256.hex(state);
        Files.createDirectories(test.root.journalObject(hash).getParent());
        Files.write(test.root.journalObject(hash), state);
        journal.at(0)
                .line(
                        "done",
                        "\"id\":1,\"actor\":\"a\",\"tookUs\":1,\"stateSize\":" + state.length + ",\"stateSha256\":\""
                                + hash + "\"");
        journal.line("done", "\"id\":1,\"actor\":\"a\",\"tookUs\":1,\"stateSize\":9,\"stateSha256\":\"../../x\"");
        assertEquals(7, plot("plot", "a", ".n", "--json").at("/0/value").asInt());
        assertEquals(1, plot("plot", "a", ".n", "--json").size());
    }

    @Test
    void a_picture_is_XML() throws Exception {
        climb();
        String svg = test.act("plot", "a", ".n | if . == \"<&\" then 0 else . end", "--svg")
                .out();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        assertEquals(
                2,
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("path")
                        .getLength());
    }

    @Test
    void says_why_there_is_nothing_to_draw() throws IOException {
        climb();
        String said = test.act("plot", "a", ".nothing").err();
        assertTrue(said.contains(".nothing is a number in no state of a; in the last one: it is null"), said);
        assertTrue(test.act("plot", "a", ".n |").err().contains("is no jq query"));
        assertEquals(4, test.act("plot", "nobody", ".n").code());
        assertEquals(2, test.act("plot", "a", ".n", "--svg", "--json").code());
        test.actor("idle", "ready");
        assertTrue(test.act("plot", "idle", ".n").err().contains("the journal tells of no state of idle"));
    }

    @Test
    void of_many_points_the_highest_and_the_lowest_stay() {
        Series series = new Series();
        for (int i = 0; i < 100_000; i++) {
            series.add(JournalOf.BEGIN.plusMillis(i), i == 54_321 ? -7 : i == 77_777 ? 1e9 : i % 10);
        }
        assertTrue(series.points().size() < 8192);
        assertEquals(-7, series.min());
        assertEquals(1e9, series.max());
        assertEquals(9, series.points().get(series.points().size() - 1).last());
        assertEquals("0.333333", Series.shown(1 / 3.0));
    }
}
