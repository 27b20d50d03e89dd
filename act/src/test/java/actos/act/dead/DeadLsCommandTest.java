package actos.act.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLsCommandTest {
    @TempDir
    Path dir;

    @Test
    void lists_letters_requests_and_actors_with_their_reasons() throws Exception {
        TestRoot.Call call = new DeadRoot(dir).act("dead", "ls");
        assertEquals(0, call.code());
        String[] lines = call.out().split("\n");
        assertEquals(7, lines.length, call.out());
        assertTrue(lines[1].startsWith("message  44~bad-name"), lines[1]);
        assertTrue(lines[2].matches("actor    job@.* exit code 3: it failed"), lines[2]);
        assertTrue(lines[3].matches("request  x@.* refused: unknown field"), lines[3]);
        assertTrue(lines[4].matches("message  42~bnak::k1.json .* unknown-actor: no bnak"), lines[4]);
        assertTrue(lines[6].matches("actor    job@.* exit code 3: it failed \\(3 unread messages\\)"), lines[6]);
    }

    @Test
    void lists_them_as_an_array() throws Exception {
        JsonNode list =
                Json.parse(new DeadRoot(dir).act("dead", "ls", "--json").out().getBytes(StandardCharsets.UTF_8));
        assertEquals(6, list.size());
        assertEquals("unknown-actor", list.get(3).path("reason").asText());
        assertEquals(42, list.get(3).path("id").asInt());
        assertEquals(3, list.get(5).path("unread").asInt());
    }

    @Test
    void says_when_nothing_is_dead() throws Exception {
        assertEquals("nothing is dead\n", new TestRoot(dir).act("dead", "ls").out());
    }

    @Test
    void follows_no_link_out_of_the_root() throws Exception {
        DeadRoot test = new DeadRoot(dir);
        Path elsewhere = Files.move(test.root.deadMessages(), test.cwd.resolve("elsewhere"));
        Files.createSymbolicLink(test.root.deadMessages(), elsewhere);
        TestRoot.Call call = test.act("dead", "ls");
        assertEquals(1, call.code());
        assertTrue(call.err().contains("a link is not followed"), call.err());
    }
}
