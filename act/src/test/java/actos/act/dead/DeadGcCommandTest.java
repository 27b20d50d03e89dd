package actos.act.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadGcCommandTest {
    @TempDir
    Path dir;

    DeadRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new DeadRoot(dir);
        TestRoot.write(
                Root.why(test.malformed),
                "{\"reason\":\"malformed\",\"at\":\"" + Instant.now().minus(Duration.ofDays(6)) + "\"}");
    }

    @Test
    void deletes_what_is_older_than_a_week_and_says_how_much_that_was() {
        TestRoot.Call call = test.act("dead", "gc");
        assertEquals(0, call.code(), call.err());
        assertTrue(
                call.out().matches("deleted 1 message, 1 request, 2 actors with 3 unread messages: [0-9]+ bytes\n"),
                call.out());
        assertFalse(Disk.exists(test.letter));
        assertFalse(Disk.exists(Root.why(test.letter)));
        assertFalse(Disk.exists(test.request));
        assertFalse(Disk.exists(test.first.dir()));
        assertTrue(Disk.exists(test.malformed));
        assertTrue(Disk.exists(Root.why(test.malformed)));
        assertTrue(Disk.exists(test.link)); // it has no reason: its own time counts
        assertEquals(
                "deleted 0 messages, 0 requests, 0 actors: 0 bytes\n",
                test.act("dead", "gc").out());
    }

    @Test
    void goes_by_the_age_that_is_wanted() {
        assertTrue(test.act("dead", "gc", "--older-than", "5d").out().startsWith("deleted 2 messages,"));
        assertFalse(Disk.exists(test.malformed));
        assertEquals(1, test.act("dead", "gc", "--older-than", "soon").code());
    }

    @Test
    void only_lists_in_a_dry_run() {
        TestRoot.Call call = test.act("dead", "gc", "--dry-run");
        assertTrue(call.out().contains("message  42~bnak::k1.json"), call.out());
        assertTrue(call.out().contains("\nwould delete 1 message, 1 request, 2 actors"), call.out());
        assertTrue(Disk.exists(test.letter));
        String json = test.act("dead", "gc", "--dry-run", "--json").out();
        assertTrue(json.startsWith("{\"messages\":1,\"requests\":1,\"actors\":2,\"unread\":3,\"bytes\":"), json);
        assertTrue(Disk.exists(test.first.dir()));
    }

    @Test
    void clears_reasons_that_a_crash_has_left_alone_but_no_young_one() throws Exception {
        Path old = Root.why(test.root.deadMessages().resolve("50~a::b.json"));
        Path young = Root.why(test.root.deadMessages().resolve("51~a::b.json"));
        TestRoot.write(old, "{}");
        TestRoot.write(young, "{}");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        assertEquals(0, test.act("dead", "gc", "--older-than", "0s").code());
        assertFalse(Disk.exists(old));
        assertTrue(Disk.exists(young));
    }
}
