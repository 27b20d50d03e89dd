package actos.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.root.Liveness;
import actos.act.root.Owner;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots of other users, and directories of a root that lead out of it. */
@Timeout(60)
class ForeignRootTest {
    @TempDir
    Path dir;

    TestRoot test;
    Path inside;
    Path elsewhere;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        ActorHome bank = test.actor("bank", "ready");
        test.waiting("bank", "000000000041~41~~~m-one.json", "{\"n\":1}");
        test.current("bank", 40, "m-now", "{\"n\":0}");
        test.journal("taken", "\"id\":41,\"name\":\"m-one\",\"to\":\"bank\",\"from\":null,\"body\":{\"n\":1}");
        TestRoot.write(test.root.deadMessages().resolve("7~bank::m-dead.json"), "7");
        test.grave("old", "20260101T000000.000000000Z", "{\"id\":\"old\",\"at\":\"2026-01-01T00:00:00Z\"}");
        Files.createDirectories(test.root.image("one").actors());
        Files.createDirectories(test.root.breaks());
        TestRoot.write(test.root.breakpoint("here"), "{}");
        inside = bank.dir();
        elsewhere = Files.createDirectories(dir.resolve("elsewhere"));
        TestRoot.write(elsewhere.resolve("current"), "precious");
        long self = ProcessHandle.current().pid();
        ProcessIdentity supervisor = ProcessIdentity.of(self).orElseThrow();
        test.liveness = root -> new Liveness.Served(true, supervisor);
    }

    private void becomeSomebodyElse() {
        test.user = Owner.of(test.root.dir()).uid() + 1;
    }

    @Test
    void an_enclosing_root_of_another_user_is_not_used() {
        becomeSomebodyElse();
        TestRoot.Call call = test.at(inside).plain("", "ls");
        assertEquals(1, call.code());
        String owner = Owner.of(test.root.dir()).name();
        assertTrue(call.err().contains(test.root.dir() + " lies above the current directory"), call.err());
        assertTrue(call.err().contains("belongs to " + owner), call.err());
        assertTrue(call.err().contains("act --root " + test.root.dir()), call.err());
        assertEquals("", call.out());
    }

    @Test
    void a_root_that_is_named_is_looked_at_whosever_it_is() {
        becomeSomebodyElse();
        assertTrue(test.at(inside).act("ls").out().contains("bank"));
        assertTrue(test.act("mail").out().contains("m-one"));
        assertEquals(0, test.act("image", "ls").code());
        test.env.put("ACTOS_ROOT", test.root.dir().toString());
        assertTrue(test.plain("", "ls").out().contains("bank"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spawn /bin/true",
                "send bank 1",
                "send --from bank bank 1",
                "ask bank 1",
                "reply bank 1",
                "done bank",
                "pause",
                "pause bank",
                "pause 41",
                "resume",
                "resume bank",
                "step",
                "edit bank",
                "edit 41",
                "set bank .n 2",
                "drop 41",
                "move 41 --first",
                "copy 41",
                "undo 41",
                "break add bank",
                "break rm here",
                "break rm --all",
                "image save two",
                "image load one",
                "image rm one",
                "stop bank",
                "restart bank",
                "attach bank 4711",
                "kill bank",
                "wait bank",
                "shutdown",
                "dead resend 7",
                "dead revive old",
                "dead rm 7",
                "dead gc --older-than 1s"
            })
    void a_root_of_another_user_is_never_changed(String command) throws IOException {
        becomeSomebodyElse();
        List<String> before = tree(test.root.dir());
        TestRoot.Call call = test.act(command.split(" "));
        assertEquals(1, call.code(), call.err());
        assertTrue(call.err().contains("in the root of another user act only looks"), call.err());
        assertTrue(call.err().contains("sudo -u " + Owner.of(test.root.dir()).name() + " act"), call.err());
        assertEquals(before, tree(test.root.dir()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "running/bank/spool: copy 41 bank",
                "running/bank/spool: done bank",
                "running/bank/spool: reply bank 1",
                "running/bank/asks: stop bank",
                "send/bank: reply bank 1",
                "send/bank: send --from bank bank 1",
                "breaks: break add bank",
                "breaks: break rm here",
                "images: image save two",
                "images: image rm one",
                "dead/messages: dead rm 7",
                "dead/messages: drop 41",
                "dead/actors: dead revive old",
                "dead/actors: dead gc --older-than 1s",
                "dead: dead gc --older-than 1s",
                "journal: send bank 1",
                "spawn: spawn /bin/true",
                "send: send bank 1",
                "running: stop bank"
            })
    void nothing_is_written_or_deleted_through_a_linked_directory(String row) throws IOException {
        String[] parts = row.split(": ");
        Path linked = test.root.dir().resolve(parts[0]);
        Path moved = dir.resolve("moved");
        if (Files.exists(linked)) {
            Files.move(linked, moved);
        }
        Files.createSymbolicLink(linked, elsewhere);
        List<String> before = tree(elsewhere);
        List<String> rest = tree(test.root.dir());
        TestRoot.Call call = test.act(parts[1].split(" "));
        assertTrue(call.code() == 1 || call.code() == 4, call.err());
        assertEquals(before, tree(elsewhere));
        assertEquals(rest, tree(test.root.dir()));
    }

    @Test
    void says_which_directory_is_a_link() throws IOException {
        Path spool = test.root.actor(new ActorId("bank")).spool();
        Files.move(spool, dir.resolve("moved"));
        Files.createSymbolicLink(spool, elsewhere);
        TestRoot.Call call = test.act("stop", "bank");
        assertEquals(
                "act: running/bank/spool is no directory; a link is not followed: put a directory in its place\n",
                call.err());
    }

    private static List<String> tree(Path dir) throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            return all.map(Path::toString).sorted().toList();
        }
    }
}
