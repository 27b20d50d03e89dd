package actos.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.root.HeldLock;
import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FIFOs, and links to what never ends, at the places of files: nothing hangs, and the rest is shown. */
@Timeout(60)
class OddFilesTest {
    private static final List<String> LOOKS = List.of(
            "ls",
            "ls --json",
            "ls --tree",
            "show",
            "show bank",
            "show bank --json",
            "show 41",
            "mail",
            "next",
            "state bank",
            "events",
            "top --once --interval=100ms",
            "dead ls",
            "dead show 7",
            "break ls",
            "image ls",
            "diff 41");

    private static final List<String> FILES = List.of(
            ".lock",
            ".pid",
            "supervisor.json",
            "paused",
            "running/bank/status.json",
            "running/bank/spec.json",
            "running/bank/state.json",
            "running/bank/paused",
            "running/bank/notice",
            "running/bank/envelope.json",
            "running/bank/spool/current",
            "running/bank/spool/000000000042~42~~~m-odd.json",
            "journal/000002.jsonl",
            "dead/messages/7~bank::m-dead.json",
            "dead/messages/7~bank::m-dead.json.why",
            "dead/actors/old@20260101T000000.000000000Z/exit.json",
            "breaks/one.json",
            "images/one/image.json");

    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        ActorHome bank = test.actor("bank", "ready");
        test.actor("till", "ready");
        test.waiting("bank", "000000000041~41~~~m-one.json", "{\"n\":1}");
        test.journal("taken", "\"id\":41,\"name\":\"m-one\",\"to\":\"bank\",\"from\":null,\"body\":{\"n\":1}");
        test.grave("old", "20260101T000000.000000000Z", "{\"id\":\"old\"}");
        TestRoot.write(test.root.deadMessages().resolve("7~bank::m-dead.json"), "7");
        Files.createDirectories(test.root.breaks());
        Files.createDirectories(test.root.image("one").actors());
        Files.createDirectories(bank.spool());
        test.liveness = new HeldLock();
    }

    static List<String> places() {
        List<String> places = new ArrayList<>();
        for (String file : FILES) {
            places.add("fifo " + file);
            places.add("endless " + file);
        }
        return places;
    }

    @ParameterizedTest
    @MethodSource("places")
    void nobody_waits_for_what_is_no_file(String place) throws Exception {
        put(place);
        for (String look : LOOKS) {
            TestRoot.Call call = test.act(look.split(" "));
            assertFalse(call.err().contains("should not happen"), look + ": " + call.err());
            assertTrue(call.code() == 0 || call.code() == 1 || call.code() == 4, look + ": " + call.err());
        }
        assertTrue(test.act("ls").out().contains("till"), "the rest is shown");
        assertTrue(test.act("mail").out().contains("m-one"), "the rest is shown");
    }

    @Test
    void says_which_file_is_what() throws Exception {
        put("fifo .lock");
        assertTrue(test.act("ls").err().contains("/.lock is a FIFO or a device and no file, so nobody can hold it"));
        assertEquals(3, test.act("send", "bank", "1").code());
        put("endless running/bank/status.json");
        assertTrue(test.act("ls").out().contains("unknown: status.json is a link"));
        put("fifo supervisor.json");
        assertTrue(test.act("show", "--json").out().contains("supervisor.json is a FIFO or a device and no file"));
        put("fifo journal/000002.jsonl");
        TestRoot.Call call = test.act("events");
        assertTrue(call.err().contains("journal/000002.jsonl is no regular file and is passed over"), call.err());
        assertTrue(call.out().contains("m-one") || call.out().contains("41"), call.out());
    }

    private void put(String place) throws Exception {
        Path file = test.root.dir().resolve(place.substring(place.indexOf(' ') + 1));
        Files.deleteIfExists(file);
        if (place.startsWith("fifo")) {
            assertEquals(
                    0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        } else {
            Files.createSymbolicLink(file, Path.of("/dev/zero"));
        }
    }
}
