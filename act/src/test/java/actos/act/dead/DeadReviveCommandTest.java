package actos.act.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.PlayedSupervisor.Role;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.ActorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeadReviveCommandTest {
    @TempDir
    Path dir;

    DeadRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new DeadRoot(dir);
    }

    @Test
    void moves_the_whole_directory_and_waits_until_the_actor_runs() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            Object inode = Disk.inode(test.last.dir());
            assertEquals(new TestRoot.Call(0, "job\n", ""), test.act("dead", "revive", DeadRoot.LAST));
            assertEquals(inode, Disk.inode(test.root.actor(new ActorId("job")).dir()));
            assertTrue(played.signals.contains("USR1"));
            assertTrue(test.act("ls").out().contains("job"), test.act("ls").out());
        }
        assertFalse(Disk.exists(test.last.dir()));
        assertTrue(Disk.exists(test.first.dir()));
    }

    @Test
    void gives_it_another_id() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("dead", "revive", DeadRoot.FIRST, "--as", "job-2", "--json");
            assertEquals("{\"id\":\"job-2\"}\n", call.out());
            assertFalse(played.signals.isEmpty());
        }
        assertTrue(Disk.isDirectory(test.root.actor(new ActorId("job-2")).dir()));
    }

    @Test
    void takes_nobodys_place() throws Exception {
        test.actor("job", "ready");
        Files.createDirectories(test.root.running().resolve("empty"));
        test.served();
        assertFailure(1, "id \"job\" is taken; --as", DeadRoot.LAST);
        assertFailure(1, "id \"empty\" is taken", DeadRoot.LAST, "--as", "empty");
        TestRoot.write(test.root.request("wanted"), "{}");
        assertFailure(1, "id \"wanted\" is taken", DeadRoot.LAST, "--as", "wanted");
        assertFailure(1, "id \"../x\" must be made of a-z", DeadRoot.LAST, "--as", "../x");
        assertTrue(Disk.exists(test.last.exit()));
    }

    @Test
    void moves_only_what_can_be_started() throws Exception {
        test.served();
        assertFailure(1, "is a message, and only actors live", "42");
        assertFailure(1, "\"job\" may mean 2 things", "job");
        TestRoot.write(test.last.spec(), "{\"path\":\"x/y\"}");
        assertFailure(1, "path \"x/y\" is relative", DeadRoot.LAST);
        Files.delete(test.last.spec());
        assertFailure(1, "spec.json: it is not there", DeadRoot.LAST);
        assertTrue(Disk.exists(test.last.exit()));
    }

    @Test
    void tells_how_it_ended_again() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.with("job", Role.ENDS);
            assertFailure(1, "job was started and has ended again: exit code 3", DeadRoot.LAST);
        }
    }

    @Test
    void moves_nothing_without_a_supervisor() {
        assertFailure(3, "no supervisor", DeadRoot.LAST);
        assertTrue(Disk.exists(test.last.dir()));
    }

    private void assertFailure(int code, String sentence, String... words) {
        String[] args = new String[words.length + 2];
        args[0] = "dead";
        args[1] = "revive";
        System.arraycopy(words, 0, args, 2, words.length);
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
