package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.term.Terminal;
import actos.protocol.Json;
import actos.protocol.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {
    private static final String PAD = "x".repeat(100_000);

    @TempDir
    Path dir;

    private TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
    }

    private void taken(long id, String from, String to, String cause, String body) throws IOException {
        test.journal(
                "taken",
                "\"id\":" + id + ",\"name\":\"k" + id + "\",\"from\":" + from + ",\"to\":\"" + to + "\",\"cause\":"
                        + cause + ",\"inReplyTo\":null,\"body\":" + body);
    }

    private void delivered(long id, String actor) throws IOException {
        test.journal("delivered", "\"id\":" + id + ",\"actor\":\"" + actor + "\",\"attempt\":1");
    }

    private void done(long id, String actor, String state) throws IOException {
        test.journal("done", "\"id\":" + id + ",\"actor\":\"" + actor + "\",\"tookUs\":310" + state);
    }

    private String why(String thing) {
        TestRoot.Call call = test.act("why", thing);
        assertEquals(0, call.code(), call.err());
        return call.out().replaceAll("(?m)^[^a-z]*[0-9:]+\\.000  ", "");
    }

    @Test
    void goes_back_to_what_came_from_outside_with_what_each_has_changed() throws Exception {
        test.journal("edited", "\"actor\":\"bank\",\"state\":{\"total\":5}");
        taken(40, "null", "shop", "null", "{\"buy\":\"lamp\"}");
        delivered(40, "shop");
        taken(41, "\"shop\"", "bank", "40", "{\"pay\":2}");
        done(40, "shop", "");
        delivered(41, "bank");
        taken(42, "\"bank\"", "shop", "41", "\"paid\"");
        done(41, "bank", ",\"state\":{\"total\":7}");
        assertEquals("""
                40  · → shop  waited 1s, took 310 µs  {"buy":"lamp"}
                41  shop → bank  waited 2s, took 310 µs  {"pay":2}
                    ~ .total  5 → 7
                42  bank → shop  it waits  "paid"
                """, why("42"));
        assertEquals(why("42"), why("k42"));
        JsonNode json = Json.parse(test.act("why", "42", "--json").out().getBytes(StandardCharsets.UTF_8));
        assertEquals(3, json.size());
        assertEquals(
                "[{\"op\":\"replace\",\"path\":\"/total\",\"value\":7}]",
                json.at("/1/change").toString());
        assertEquals("waits", json.at("/2/fate").asText());
    }

    @Test
    void what_is_too_long_for_a_line_is_compared_too() throws Exception {
        test.journal("edited", "\"actor\":\"bank\"," + large("state", "{\"total\":5,\"pad\":\"" + PAD + "\"}"));
        taken(41, "null", "bank", "null", "1");
        delivered(41, "bank");
        done(41, "bank", "," + large("state", "{\"total\":7,\"pad\":\"" + PAD + "\"}"));
        assertEquals("41  · → bank  waited 1s, took 310 µs  1\n    ~ .total  5 → 7\n", why("41"));
        try (Stream<Path> objects = Files.walk(test.root.journalObjects())) {
            objects.filter(Files::isRegularFile).forEach(WhyCommandTest::spoil);
        }
        assertTrue(why("41").endsWith("the state is now (100020 bytes)\n"), why("41"));
    }

    /** The fields of a line; the content lies beside the journal. */
    private String large(String field, String content) throws IOException {
        String sha256 = Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(test.root.journalObjects());
        Files.writeString(test.root.journalObject(sha256), content);
        return "\"" + field + "Size\":" + content.length() + ",\"" + field + "Sha256\":\"" + sha256 + "\"";
    }

    private static void spoil(Path object) {
        assertDoesNotThrow(() -> Files.writeString(object, "{}"));
    }

    @Test
    void of_numbers_that_were_given_twice_the_one_in_front_is_the_cause() throws Exception {
        taken(40, "null", "shop", "null", "\"long ago\"");
        done(40, "shop", "");
        taken(40, "null", "shop", "null", "\"now\"");
        taken(41, "\"shop\"", "bank", "40", "1");
        taken(40, "null", "shop", "null", "\"later\"");
        delivered(40, "shop");
        done(40, "shop", "");
        assertEquals("40  · → shop  it waits  \"now\"\n41  shop → bank  it waits  1\n", why("41"));
    }

    @Test
    void says_where_the_journal_ends() throws Exception {
        taken(41, "\"shop\"", "bank", "40", "1");
        test.journal("dropped", "\"id\":41,\"actor\":\"bank\"");
        TestRoot.Call call = test.act("why", "41");
        assertTrue(call.out().endsWith("41  shop → bank  it was dropped  1\n"), call.out());
        assertTrue(call.err().contains("the journal tells nothing of message 40, which caused the first"), call.err());
        assertEquals(4, test.act("why", "7").code());
    }

    @Test
    void a_torn_line_and_a_clock_that_jumped_back_do_no_harm() throws Exception {
        taken(40, "null", "shop", "null", "1");
        Path file = test.root.journal().resolve("000001.jsonl");
        Files.writeString(
                file,
                Files.readString(file)
                        + "{\"seq\":9,\"at\":\"2025-01-01T00:00:00Z\",\"event\":\"delivered\",\"id\":40,\"actor\":\"shop\",\"attempt\":1}\n"
                        + "{\"seq\":10,\"at\":\"2025-01-01T00:00:00Z\",\"event\":\"done\",\"id\":40,\"ac\n"
                        + "{\"seq\":11,\"at\":\"2025");
        assertEquals("40  · → shop  waited 0 ms, not done yet  1\n", why("40"));
    }

    @Test
    void nothing_in_a_body_steers_the_terminal() throws Exception {
        taken(40, "null", "shop", "null", "\"\u009b31m\u202e\"");
        test.terminal = new Terminal(true, true, true, () -> 200);
        String out = test.act("why", "40").out();
        assertFalse(out.contains("\u009b") || out.contains("\u202e"), out);
        assertTrue(out.contains("\\u009b31m\\u202e"), out);
    }

    @Test
    void forward_shows_all_that_a_message_led_to() throws Exception {
        taken(40, "null", "shop", "null", "\"go\"");
        delivered(40, "shop");
        taken(41, "\"shop\"", "bank", "40", "\"pay\"");
        taken(42, "\"shop\"", "log", "40", "\"begun\"");
        done(40, "shop", "");
        taken(43, "null", "shop", "null", "\"stranger\"");
        delivered(41, "bank");
        taken(44, "\"bank\"", "shop", "41", "\"paid\"");
        taken(45, "\"bank\"", "log", "41", "\"\\u001b[31m\"");
        done(41, "bank", "");
        test.journal("held", "\"id\":45,\"actor\":\"log\"");
        test.journal(
                "dead",
                "\"id\":46,\"to\":\"nobody\",\"from\":\"shop\",\"cause\":44,\"reason\":\"unknown-actor\",\"name\":\"k46\","
                        + "\"file\":\"nobody::k46.json\",\"detail\":\"there is none\"");
        taken(42, "null", "shop", "null", "\"the number was given again\"");
        TestRoot.Call call = test.act("why", "--forward", "40");
        assertEquals(0, call.code(), call.err());
        String shown =
                call.out().replaceAll("(?m)^[-0-9]+ [0-9:.]+  ", "").replaceAll("(waited|took) [^,]*?(?=,|  )", "$1");
        assertEquals("""
                40  · → shop  waited, took  "go"
                ├─ 42  shop → log  it waits  "begun"
                41  shop → bank  waited, took  "pay"
                ├─ 45  bank → log  it is held back  "\\u001B[31m"
                44  bank → shop  it waits  "paid"
                46  shop → nobody  it is dead
                """, shown);
        JsonNode json =
                Json.parse(test.act("why", "--forward", "--json", "41").out().getBytes(StandardCharsets.UTF_8));
        assertEquals("[41, 44, 45, 46]", json.findValues("id").toString());
        assertEquals("dead", json.get(3).get("fate").asText());
    }

    @Test
    void a_long_chain_is_shown_without_being_indented() throws Exception {
        taken(1, "null", "a", "null", "0");
        for (int id = 2; id <= 3000; id++) {
            taken(id, "\"a\"", "a", Integer.toString(id - 1), "1");
        }
        TestRoot.Call call = test.act("why", "--forward", "1");
        assertEquals(0, call.code(), call.err());
        assertEquals(3000, call.out().lines().count());
        assertFalse(call.out().contains("─"));
    }

    private String value(String query) {
        TestRoot.Call call = test.act("why", "bank", query);
        assertEquals(0, call.code(), call.err());
        return call.out().lines().findFirst().orElseThrow().replaceAll(" (at|before) [0-9].*", " $1 T");
    }

    @Test
    void of_a_value_it_shows_the_message_that_last_changed_it() throws Exception {
        test.journal(
                "accepted",
                "\"actor\":\"bank\",\"request\":\"bank\",\"manual\":false,\"spec\":{\"path\":\"/x\"},\"state\":{\"total\":1,\"note\":\"n\",\"k\":0}");
        taken(40, "null", "shop", "null", "\"buy\"");
        delivered(40, "shop");
        taken(41, "\"shop\"", "bank", "40", "\"pay\"");
        done(40, "shop", "");
        delivered(41, "bank");
        done(41, "bank", ",\"state\":{\"total\":7,\"note\":\"n\",\"k\":0}");
        test.journal("edited", "\"actor\":\"bank\",\"state\":{\"total\":7,\"note\":\"n\",\"k\":1}");
        taken(42, "null", "bank", "null", "1");
        delivered(42, "bank");
        done(42, "bank", ",\"state\":{\"total\":7,\"note\":\"n\",\"k\":1,\"more\":true}");
        assertEquals("bank .total is 7: message 41 changed it from 1 at T", value(".total"));
        String chain = test.act("why", "bank", ".total").out();
        assertTrue(chain.contains("40  · → shop") && chain.contains("41  shop → bank"), chain);
        assertEquals("bank .k is 1: changed by hand from 0 at T", value(".k"));
        assertEquals("bank .note is \"n\": so it began at T", value(".note"));
        assertEquals("bank .more is true: message 42 changed it from null at T", value(".more"));
        assertEquals("bank .[] is 7, \"n\", 1, true: message 42 changed it from 7, \"n\", 1 at T", value(".[]"));
        JsonNode json =
                Json.parse(test.act("why", "bank", ".total", "--json").out().getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "message [7] [1] 41",
                json.get("by").asText() + " " + json.get("values") + " " + json.get("before") + " " + json.get("id"));
        assertEquals("[40, 41]", json.get("chain").findValues("id").toString());
    }

    @Test
    void of_a_value_it_says_where_the_journal_does_not_reach() throws Exception {
        test.journal(
                "snapshot", "\"actor\":\"bank\",\"current\":null,\"spec\":{\"path\":\"/x\"},\"state\":{\"total\":1}");
        assertEquals("bank .total is 1: so it was at T", value(".total").replaceAll(", and.*", ""));
        test.journal(
                "snapshot", "\"actor\":\"bank\",\"current\":null,\"spec\":{\"path\":\"/x\"},\"state\":{\"total\":2}");
        assertEquals("bank .total is 2: it became so from 1 while no supervisor saw it, before T", value(".total"));
        test.journal("edited", "\"actor\":\"bank\",\"state\":{\"total\":3},\"load\":\"one\"");
        assertEquals("bank .total is 3: changed from 2 by loading image one at T", value(".total"));
        test.journal(
                "done",
                "\"id\":9,\"actor\":\"bank\",\"tookUs\":1,\"stateSize\":99999,\"stateSha256\":\"" + "0".repeat(64)
                        + "\"");
        TestRoot.Call gone = test.act("why", "bank", ".total");
        assertEquals(1, gone.code());
        assertTrue(gone.err().contains("is not there any more"), gone.err());
        assertEquals(4, test.act("why", "stranger", ".x").code());
        assertEquals(1, test.act("why", "no/body", ".x").code());
        assertEquals(2, test.act("why", "--forward", "bank", ".x").code());
        assertTrue(test.act("why", "bank", ".[").err().contains("is no jq query"));
    }
}
