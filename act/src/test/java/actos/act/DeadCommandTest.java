package actos.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        Path letter = TestRoot.write(test.root.deadMessages().resolve("42~bnak::k1.json"), "{\"a\": 1.10}");
        TestRoot.write(
                Root.why(letter),
                "{\"reason\":\"unknown-actor\",\"id\":42,\"to\":\"bnak\",\"at\":\"2026-01-02T00:00:00Z\",\"detail\":\"no bnak\"}");
        Path request = TestRoot.write(test.root.deadSpawn().resolve("x@20260101T000000.000000000Z.json"), "{");
        TestRoot.write(
                Root.why(request), "{\"reason\":\"refused\",\"at\":\"2026-01-01T00:00:00Z\",\"detail\":\"half\"}");
        test.grave(
                "job",
                "20260103T000000.000000000Z",
                "{\"id\":\"job\",\"code\":3,\"why\":\"it failed\",\"at\":\"2026-01-03T00:00:00Z\"}");
        Files.createSymbolicLink(test.root.deadMessages().resolve("43~bad-name"), test.cwd);
    }

    @Test
    void lists_letters_requests_and_actors_with_their_reasons() {
        TestRoot.Call call = test.act("dead", "ls");
        assertEquals(0, call.code());
        String[] lines = call.out().split("\n");
        assertEquals(5, lines.length, call.out());
        assertTrue(lines[1].startsWith("message  43~bad-name"), lines[1]);
        assertTrue(lines[2].matches("request  x@.* refused: half"), lines[2]);
        assertTrue(lines[3].matches("message  42~bnak::k1.json .* unknown-actor: no bnak"), lines[3]);
        assertTrue(lines[4].matches("actor    job@.* exit code 3: it failed"), lines[4]);
    }

    @Test
    void lists_them_as_an_array() {
        JsonNode list = Json.parse(test.act("dead", "ls", "--json").out().getBytes(StandardCharsets.UTF_8));
        assertEquals(4, list.size());
        assertEquals("unknown-actor", list.get(2).path("reason").asText());
        assertEquals(42, list.get(2).path("id").asInt());
    }

    @Test
    void shows_one_by_its_file_name_number_or_name() {
        for (String name : new String[] {"42", "k1", "42~bnak::k1", "42~bnak::k1.json"}) {
            TestRoot.Call call = test.act("dead", "show", name);
            assertEquals(0, call.code(), call.err());
            assertTrue(call.out().contains("{\"a\":1.10}"), call.out());
            assertTrue(call.out().contains("unknown-actor"), call.out());
        }
        assertTrue(test.act("dead", "show", "x").out().contains("half"));
        assertTrue(test.act("dead", "show", "job").out().contains("last words"));
        assertTrue(test.act("dead", "show", "43").out().contains("(no regular file)"));
        assertTrue(test.act("dead", "show", "42", "--json").out().contains("\"body\":{\"a\":1.10}"));
    }

    @Test
    void says_when_there_is_no_such_thing() {
        TestRoot.Call call = test.act("dead", "show", "nobody");
        assertEquals(4, call.code());
        assertTrue(call.err().contains("nobody"), call.err());
        assertEquals(2, test.act("dead").code());
    }
}
