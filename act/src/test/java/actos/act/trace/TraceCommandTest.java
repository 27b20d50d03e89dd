package actos.act.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.term.Terminal;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class TraceCommandTest {
    /** What would break out of each form, if it could. */
    private static final String HOSTILE = "\"\\\"]; </script><!-- ]]> & ' \\\\ \\n%%{init: 1}%% #quot; ; end"
            + " \\u001b[31m \u009b \u202e \ufffe \\u0000 \\ud800 \ud83d\ude00\"";

    @TempDir
    Path dir;

    private TestRoot test;
    private JournalOf journal;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.env.put("LC_ALL", "C.UTF-8");
        journal = new JournalOf(test);
    }

    private String trace(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "trace";
        System.arraycopy(args, 0, all, 1, args.length);
        TestRoot.Call call = test.act(all);
        assertEquals(0, call.code(), call.err());
        return call.out();
    }

    private String drawn(String... args) {
        return trace(args).lines().skip(1).map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void draws_lanes_arrows_bars_and_marks() throws IOException {
        journal.shop();
        assertEquals("""
                          outside        shop           bank
                   0.000  ════════════════════════════════════════════ the supervisor starts
                          ⋮              ⋮              ⋮              5s later
                   5.000  ├─40──────────▶╽              │              {"buy":"lamp"}
                   5.010  │              ┠─41──────────▶╽              {"pay":2}  40 took 9 ms
                   5.020  │              │              ╿              41 goes back to the mailbox
                          │              │              ✗              bank crashed: exit code 3
                          │              │              ↻              bank will be started again in 10 ms
                   5.030  │              │              ●              bank started again
                   5.040  │              │              ╽              41 begins, attempt 2
                   5.050  │              │◁╌╌╌╌╌╌╌╌╌╌42╌┨              "paid"  41 took 8 ms
                   5.060  ├╌43╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌▷│              1
                quiet: idle
                """, drawn());
    }

    @Test
    void where_the_terminal_is_not_UTF_8_the_diagram_is_ASCII() throws IOException {
        journal.shop();
        test.env.put("LC_ALL", "C");
        String out = drawn();
        assertTrue(out.contains("   5.010  |              #-41---------->#              {"), out);
        assertTrue(out.chars().allMatch(c -> c < 128), out);
    }

    @Test
    void with_more_lanes_than_fit_it_is_a_list() throws IOException {
        journal.shop();
        test.terminal = new Terminal(false, false, false, () -> 40);
        String out = drawn();
        assertTrue(out.contains("   5.010  shop → bank  41 {\"pay\":2}  40 took 9 ms\n"), out);
    }

    @Test
    void of_one_message_what_led_to_it_and_what_it_led_to() throws IOException {
        journal.taken(39, null, "bank", 0, "0").delivered(39, "bank", 1).done(39, "bank", 1, null);
        journal.shop();
        String out = drawn("41");
        assertTrue(out.contains("├─40─") && out.contains("─41─") && out.contains("╌42╌"), out);
        assertTrue(out.contains("bank crashed"), out);
        assertFalse(out.contains("39 ") || out.contains("43") || out.contains("supervisor"), out);
        assertEquals(4, test.act("trace", "77").code());
        assertEquals(2, test.act("trace", "41", "--last", "5m").code());
    }

    @Test
    void of_some_actors_the_others_are_one_lane() throws IOException {
        journal.shop();
        String out = drawn("--actors", "bank");
        assertTrue(out.contains("others") && out.contains("─41─") && !out.contains("─40─"), out);
        assertEquals(4, test.act("trace", "--actors", "no/name").code());
        assertEquals(4, test.act("trace", "--actors", "bank,bnak").code());
        assertEquals(0, test.act("trace", "--actors", "idle").code());
    }

    @Test
    void says_what_was_left_out() throws IOException {
        journal.line("supervisorStarted", "\"pid\":1");
        for (int i = 1; i <= 1200; i++) {
            journal.at(i).taken(i, null, "a", 0, "1");
        }
        TestRoot.Call call = test.act("trace");
        assertTrue(
                call.err().contains("what happened before line 202 of the journal is left out: --last D"), call.err());
        assertTrue(call.out().contains(" 202╌╌") || call.out().contains("╌201╌"), call.out());
        TestRoot.Call none = test.act("trace", "--last", "1m");
        assertEquals("nothing has happened\n", none.out());
        assertTrue(test.act("trace", "--last", "36500d").err().isEmpty()
                || !none.err().contains("left out"));
    }

    @Test
    void changes_by_hand_and_dead_and_dropped_messages_are_marked() throws IOException {
        journal.at(0).taken(1, null, "a", 0, "1").taken(2, null, "a", 0, "1").taken(3, null, "a", 0, "1");
        journal.line("edited", "\"id\":1,\"actor\":\"a\",\"body\":5").line("dropped", "\"id\":2,\"actor\":\"a\"");
        journal.line("held", "\"id\":3,\"actor\":\"a\",\"load\":\"start\"");
        journal.line("edited", "\"actor\":\"a\",\"state\":5");
        journal.line(
                "dead",
                "\"id\":9,\"to\":null,\"from\":\"a\",\"cause\":null,\"reason\":\"bad-name\",\"name\":null,\"file\":\"x\",\"detail\":\"no \\u001b\"");
        String out = drawn();
        assertTrue(out.contains("1 was changed by hand"), out);
        assertTrue(out.contains("2 was dropped by hand"), out);
        assertTrue(out.contains("3 was held back by the loading of image start"), out);
        assertTrue(out.contains("a the state was changed by hand"), out);
        assertTrue(out.contains("9 is dead: no \\u001b"), out);
    }

    @Test
    void what_is_no_line_or_out_of_order_does_no_harm() throws IOException {
        journal.at(0)
                .done(7, "a", 5, "{}")
                .delivered(8, "a", 1)
                .delivered(8, "a", 1)
                .done(8, "a", 5, null);
        journal.line("returned", "\"id\":8,\"actor\":\"a\",\"attempt\":1").line("delivered", "\"id\":0,\"actor\":null");
        journal.line("exited", "\"actor\":null")
                .line("snapshot", "\"actor\":null")
                .line("dead", "\"id\":5");
        journal.line("taken", "\"id\":6,\"to\":null,\"from\":\"../../x\"").line("edited", "\"actor\":null");
        journal.at(-5000).taken(8, "a", "a", 8, "1").delivered(8, "a", 1);
        Files.writeString(test.root.journal().resolve("000002.jsonl"), "\u0000\n{\"seq\":\n[]\n{\"seq\":9,\"at\":\"20");
        assertTrue(drawn().contains("⟲8"), drawn());
        for (String form : new String[] {"--mermaid", "--dot", "--svg", "--html", "--shiviz", "--otlp", "--json"}) {
            trace(form);
        }
    }

    private void hostile() throws IOException {
        journal.at(0).taken(1, null, "a", 0, HOSTILE).delivered(1, "a", 1).at(3).done(1, "a", 5, HOSTILE);
        journal.at(5).taken(2, "a", "end", 1, HOSTILE);
        journal.line(
                "dead",
                "\"id\":2,\"to\":\"end\",\"from\":\"a\",\"cause\":1,\"reason\":\"dropped\",\"name\":\"x\",\"detail\":"
                        + HOSTILE);
        journal.line("taken", "\"id\":3,\"from\":null,\"to\":\"a\",\"bodySize\":16777216,\"bodySha256\":\"00\"");
    }

    @Test
    void nothing_in_a_body_steers_a_terminal() throws IOException {
        hostile();
        test.terminal = new Terminal(true, true, true, () -> 200);
        String out = trace();
        assertFalse(
                Pattern.compile("\u001b(?!\\[[0-9;]*m)|[\u0080-\u009f\u202e]")
                        .matcher(out)
                        .find(),
                out);
        assertTrue(out.contains("\\u009b"), out);
    }

    @Test
    void a_picture_is_XML_whatever_it_shows() throws Exception {
        hostile();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Document svg = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(trace("--svg").getBytes(StandardCharsets.UTF_8)));
        assertEquals(0, svg.getElementsByTagName("script").getLength());
        assertTrue(svg.getDocumentElement().getTextContent().contains("</script>"));
        assertEquals(1, svg.getElementsByTagName("rect").getLength());
    }

    @Test
    void as_JSON_it_tells_who_and_when() throws IOException {
        hostile();
        JsonNode json = Json.parse(trace("--json").getBytes(StandardCharsets.UTF_8));
        assertEquals("outside", json.at("/lanes/0/name").asText());
        assertEquals(0, json.at("/messages/0/from").asInt());
        assertEquals(3, json.at("/messages/0/handlings/0/ended").asInt() + 2);
        assertTrue(json.at("/messages/0/body").asText().contains("</script>"));
        assertEquals("dead", json.at("/messages/1/fate").asText());
        assertEquals(16777216, json.at("/messages/2/bodySize").asInt());
        assertEquals(1, json.at("/messages/1/cause").asInt());
    }

    @Test
    void a_sequence_diagram_has_only_lines_that_Mermaid_knows() throws IOException {
        journal.shop();
        hostile();
        String text = "[^#;%<>&\"\\\\]|#[0-9]+;";
        Pattern line = Pattern.compile("sequenceDiagram|    (?:(?:actor|participant) p\\d+ as (?!end$)(?:" + text
                + ")+|p\\d+(?:->>|--\\)|-x)p\\d+: (?:" + text
                + ")+|(?:de)?activate p\\d+|Note over p\\d+(?:,p\\d+)?: (?:"
                + text + ")+)");
        String out = trace("--mermaid");
        out.lines().forEach(each -> assertTrue(line.matcher(each).matches(), each));
        assertTrue(out.contains("    p1->>p2: 41 {#34;pay#34;:2}\n    activate p2\n    deactivate p1\n"), out);
    }

    @Test
    void a_graph_is_read_by_Graphviz_where_that_is_there() throws Exception {
        hostile();
        String out = trace("--dot");
        Pattern line = Pattern.compile(
                "digraph actors \\{|}|  [\\w=, \\[\\];#.>-]*(?:\"(?:[^\"\\\\]|\\\\[\"\\\\n])*\"[\\w=, \\[\\];#.>-]*)*");
        out.lines().forEach(each -> assertTrue(line.matcher(each).matches(), each));
        assertTrue(out.contains("\"outside\" -> \"a\" [label=\"2 messages\\nwaited 0 ms\\ntook 5 µs\""), out);
        if (Files.isExecutable(Path.of("/usr/bin/dot"))) {
            Path source = Files.writeString(dir.resolve("x.dot"), out);
            Process dot = new ProcessBuilder("/usr/bin/dot", "-Tplain", source.toString())
                    .redirectErrorStream(true)
                    .start();
            String plain = new String(dot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(dot.waitFor(30, TimeUnit.SECONDS) && dot.exitValue() == 0, plain);
            assertTrue(plain.contains("edge outside a "), plain);
        }
    }

    @Test
    void forms_exclude_each_other() {
        assertEquals(2, test.act("trace", "--svg", "--dot").code());
        assertEquals(2, test.act("trace", "--svg", "--json").code());
    }

    @Test
    void a_page_holds_its_data_and_nothing_in_a_body_gets_out_of_it() throws Exception {
        hostile();
        String page = trace("--html");
        Matcher data = Pattern.compile("<script type=\"application/json\" id=\"data\">([^<>&]*)</script>")
                .matcher(page);
        assertTrue(data.find(), page);
        JsonNode json = Json.parse(data.group(1).getBytes(StandardCharsets.UTF_8));
        assertTrue(json.at("/messages/0/body").asText().contains("</script><!-- ]]>"));
        assertEquals(json.get("times").size(), json.get("places").size());
        assertEquals(2, page.split("</script>", -1).length - 1);
        assertFalse(page.contains("innerHTML") || page.contains("http:") || page.contains("https:"), "needs a network");
        assertTrue(page.contains("content=\"default-src 'none';") && page.endsWith("</html>\n"));
    }

    @Test
    void a_browser_draws_the_page_where_there_is_one() throws Exception {
        Path browser = Path.of("/usr/bin/chromium");
        Assumptions.assumeTrue(Files.isExecutable(browser), "no " + browser);
        hostile();
        String page =
                trace("--html").replace("</body>", "<script>walk(1); search.value = 'SCRIPT'; find();</script></body>");
        Path file = Files.writeString(dir.resolve("x.html"), page);
        Process run = new ProcessBuilder(
                        browser.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + dir.resolve("browser"),
                        "--dump-dom",
                        file.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String dom = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(run.waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertTrue(dom.contains("<h2>message 1: outside → a</h2>"), dom);
        assertTrue(dom.contains("<span id=\"found\">2 found"), dom);
    }

    @Test
    void vector_clocks_tell_what_was_before_what() throws IOException {
        journal.shop();
        hostile();
        String[] lines = trace("--shiviz").split("\n");
        Map<String, JsonNode> clocks = new HashMap<>();
        Map<String, Long> ticks = new HashMap<>();
        for (int i = 0; i < lines.length; i += 2) {
            Matcher head = Pattern.compile("(\\S+) (\\{.*})").matcher(lines[i]);
            assertTrue(head.matches(), lines[i]);
            JsonNode clock = Json.parse(head.group(2).getBytes(StandardCharsets.UTF_8));
            long tick = clock.path(head.group(1)).longValue();
            assertEquals(ticks.merge(head.group(1), 1L, Long::sum), tick, lines[i]);
            clocks.putIfAbsent(lines[i + 1].replaceFirst("^(sends \\d+|\\d+ begins).*", "$1"), clock);
        }
        assertTrue(isBefore(clocks.get("sends 40"), clocks.get("40 begins")));
        assertTrue(isBefore(clocks.get("40 begins"), clocks.get("sends 42")));
        assertFalse(isBefore(clocks.get("sends 42"), clocks.get("sends 43")));
        assertFalse(isBefore(clocks.get("sends 43"), clocks.get("sends 42")));
    }

    private static boolean isBefore(JsonNode first, JsonNode second) {
        boolean[] is = {!first.equals(second)};
        first.properties()
                .forEach(one -> is[0] &=
                        one.getValue().asLong() <= second.path(one.getKey()).asLong());
        return is[0];
    }

    @Test
    void spans_are_below_those_that_caused_them() throws IOException {
        journal.shop();
        hostile();
        JsonNode json = Json.parse(trace("--otlp").getBytes(StandardCharsets.UTF_8));
        Map<String, JsonNode> spans = new LinkedHashMap<>();
        for (JsonNode resource : json.get("resourceSpans")) {
            for (JsonNode span : resource.at("/scopeSpans/0/spans")) {
                assertTrue(span.get("traceId").asText().matches("[0-9a-f]{32}"), span::toString);
                assertTrue(span.get("spanId").asText().matches("[0-9a-f]{16}"), span::toString);
                assertTrue(
                        span.get("startTimeUnixNano").asLong()
                                <= span.get("endTimeUnixNano").asLong(),
                        span::toString);
                spans.put(
                        span.get("name").asText() + "/"
                                + span.at("/attributes/3/value/stringValue").asText(),
                        span);
            }
        }
        assertEquals(4, spans.size(), spans::toString);
        JsonNode shop = spans.get("shop 40/1");
        assertFalse(shop.has("parentSpanId"));
        for (String bank : new String[] {"bank 41/1", "bank 41/2"}) {
            assertEquals(shop.get("spanId"), spans.get(bank).get("parentSpanId"));
            assertEquals(shop.get("traceId"), spans.get(bank).get("traceId"));
        }
        assertEquals(2, spans.get("bank 41/1").at("/status/code").asInt());
        assertEquals("1767225605000000000", shop.get("startTimeUnixNano").asText());
        assertNotEquals(shop.get("traceId"), spans.get("a 1/1").get("traceId"));
    }
}
