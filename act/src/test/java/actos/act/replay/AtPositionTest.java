package actos.act.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands show of a moment in the past, on a root that nobody serves: nothing in it is changed. */
class AtPositionTest {
    @TempDir
    Path dir;

    private TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.journal("checkpoint", "\"actors\":2,\"lastId\":0,\"paused\":false");
        test.journal(
                "snapshot",
                "\"actor\":\"bank\",\"current\":null,\"spec\":{\"path\":\"/bin/bank\"},\"state\":{\"n\":1.10}");
        test.journal(
                "snapshot",
                "\"actor\":\"shop\",\"current\":null,\"spec\":{\"manual\":true,\"parent\":\"bank\"},\"state\":null");
        test.journal("checkpointed", "\"actors\":2");
        test.journal(
                "taken",
                "\"id\":1,\"name\":\"first\",\"from\":\"shop\",\"to\":\"bank\",\"cause\":null,\"body\":{\"pay\":2}");
        test.journal(
                "taken", "\"id\":2,\"name\":\"k\",\"from\":null,\"to\":\"bank\",\"cause\":null,\"body\":\"\u009b31m\"");
        test.journal("held", "\"id\":2,\"actor\":\"bank\"");
        test.journal(
                "taken",
                "\"id\":3,\"name\":\"later\",\"from\":null,\"to\":\"bank\",\"cause\":1,\"due\":1893456000000,\"body\":3");
        test.journal("delivered", "\"id\":1,\"actor\":\"bank\",\"attempt\":1");
        test.journal("done", "\"id\":1,\"actor\":\"bank\",\"tookUs\":7,\"state\":{\"n\":3.10}");
    }

    private String shown(String... words) {
        TestRoot.Call call = test.act(words);
        assertEquals(0, call.code(), call.err());
        assertFalse(call.out().contains("\u009b"), call.out());
        return call.out();
    }

    private JsonNode json(String... words) {
        return Json.parse(shown(words).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void actors_are_listed_as_they_were() {
        assertEquals(
                "ID    WAITING  CURRENT\nbank        2  1\nshop        0\n",
                shown("ls", "--at", "@9").replaceAll(" +\n", "\n"));
        assertEquals(
                "ID    WAITING  CURRENT\nbank        3\nshop        0\n",
                shown("ls", "--at=-1").replaceAll(" +\n", "\n"));
        JsonNode list = json("ls", "--at", "@9", "--json");
        assertEquals("bank", list.at("/0/id").asText());
        assertEquals(1, list.at("/0/current/id").asInt());
        assertEquals("bank", list.at("/1/parent").asText());
        assertTrue(list.at("/1/manual").asBoolean());
        assertEquals(2, test.act("ls", "--at", "@9", "--tree").code());
    }

    @Test
    void which_moment_it_is_is_said_beside_the_output() {
        String note = test.act("state", "bank", "--at", "1").err();
        assertTrue(note.matches("as it was at .*[.]000, just after line 10 of the journal\n"), note);
    }

    @Test
    void a_state_is_shown_and_queried() {
        assertEquals("{\"n\":1.10}\n", shown("state", "bank", "--at", "@9"));
        assertEquals("3.1\n", shown("state", "bank", ".n", "--at", "1"));
        assertEquals("null\n", shown("state", "shop", "--at", "1"));
        TestRoot.Call unknown = test.act("state", "bnak", "--at", "1");
        assertEquals(4, unknown.code());
        assertTrue(unknown.err().contains("there was no actor \"bnak\" then; did you mean bank?"), unknown.err());
    }

    @Test
    void mail_is_listed_in_the_order_of_delivery() {
        String[] lines = shown("mail", "--at", "@8").split("\n");
        assertTrue(lines[1].matches("bank +1 +shop +first +\\{\"pay\":2} *"), lines[1]);
        assertTrue(lines[2].matches("bank +2 +· +k +held +\"\\\\u009b31m\" *"), lines[2]);
        assertTrue(lines[3].matches("bank +3 +· +later +until .* +3 *"), lines[3]);
        assertEquals("no mail waited for shop\n", shown("mail", "shop", "--at", "@8"));
        JsonNode list = json("mail", "bank", "--at", "@9", "--json");
        assertEquals(2, list.size());
        assertTrue(list.at("/0/held").asBoolean());
        assertEquals("000000000002~2~~~k.json.held", list.at("/0/file").asText());
    }

    @Test
    void an_actor_or_a_message_is_shown() {
        String page = shown("show", "bank", "--at", "@9");
        assertTrue(page.startsWith("bank\nprogram /bin/bank\nrules   restart "), page);
        assertTrue(
                page.contains("state   {\"n\":1.10}\ncurrent 1 from shop  {\"pay\":2}\nmail    2 messages waiting\n"),
                page);
        assertTrue(shown("show", "bank", "--at", "@9", "--json").contains("\"state\":{\"n\":1.10}"));
        assertTrue(shown("show", "2", "--at", "@9").contains("fate    it waited for bank, held\n"));
        assertTrue(shown("show", "bank/current", "--at", "@9").contains("fate    bank had it in its hands\n"));
        assertEquals(
                "it waited for bank",
                json("show", "first", "--at", "@8", "--json").get("fate").asText());
        assertEquals(2, json("show", "--at", "@8", "--json").get("actors").size());
        assertEquals(4, test.act("show", "1", "--at", "@10").code());
    }

    @Test
    void an_image_is_a_moment_too() throws IOException {
        Path image = Files.createDirectories(
                test.root.image("one").actor(new actos.protocol.ActorId("till")).spool());
        Files.writeString(image.resolve("000000000007~7~~~x.json"), "5");
        Files.writeString(image.resolveSibling("state.json"), "{\"n\":4}");
        Files.writeString(test.root.image("one").about(), "{\"format\":1,\"savedAt\":\"2026-01-01T00:00:00Z\"}");
        assertEquals("4\n", shown("state", "till", ".n", "--at", "one"));
        assertTrue(shown("mail", "--at", "one").contains("till   7"));
        assertTrue(shown("show", "till", "--at", "one").contains("program unknown"));
        assertTrue(test.act("ls", "--at", "one").err().startsWith("as image one has it, saved at "));
    }

    @Test
    void now_is_what_is_there() throws IOException {
        test.actor("bank", "ready");
        assertEquals(test.act("state", "bank").out(), shown("state", "bank", "--at", "now"));
    }

    @Test
    void what_is_no_moment_is_refused() throws IOException {
        for (String position : new String[] {"@99", "7", "-5", "nothing", "2001-01-01T00:00:00Z", ""}) {
            assertFalse(test.act("ls", "--at", position).code() == 0, position);
        }
        Path journal = test.root.journal().resolve("000001.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceFirst("(?m)^.*\"seq\":6,.*\n", ""));
        TestRoot.Call call = test.act("mail", "--at", "@8");
        assertTrue(call.err().contains("line 6 of the journal is missing"), call.err());
    }
}
