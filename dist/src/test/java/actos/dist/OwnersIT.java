package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Only the supervisor's user says what is started: whatever the umask, and whoever could write there before. */
class OwnersIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    private void startWithoutUmask() {
        os.bash("umask 000; supervisor --daemon --cycle 200ms .");
    }

    @Test
    void what_is_made_under_an_umask_of_000_is_its_owners_alone() throws IOException {
        Files.createDirectory(os.root.dir());
        os.bash("chmod 755 .");
        startWithoutUmask();
        os.spawn("r", "greeter");
        os.manual("m");
        os.send("m", "1");
        os.eventually("m has it", () -> Files.exists(os.home("m").current()));
        os.send("nobody", "1");
        Hands.aCycle(os);
        os.act("send", "m", "2").ok();
        String writable = os.bash(
                        "find . -perm /077 ! -type l ! -path ./running/r/state.json ! -path ./running/r/got ! -name request.json "
                                + "! -path './send/*.json' ! -path './running/m/spool/*' ! -path './dead/messages/*.json' ! -path .")
                .out();
        assertEquals("", writable); // but for the root, what the test wrote, and what the actor did
        if (OtherUser.canBecome()) {
            Ran ran = Programs.run(
                    Path.of("/"),
                    os.environment(),
                    OtherUser.unprivileged(List.of("mkdir", os.root.running() + "/evil")));
            assertTrue(ran.code() != 0, ran::toString);
        }
        os.act("shutdown").ok();
    }

    @Test
    void what_was_open_to_others_is_closed_at_a_start_and_said() {
        os.start();
        os.spawn("r", "greeter");
        os.shutdown();
        os.bash("mkdir -p running/x/spool; chmod -R 777 spawn send running dead breaks images journal");
        os.start();
        assertEquals(
                "",
                os.bash("find . -path ./dead/actors/* -prune -o -type d -perm /022 -print")
                        .out());
        assertTrue(Programs.text(os.log()).contains("/running could be written by others (rwxrwxrwx)"));
        os.bash("rm -r running/x");
    }

    @Test
    void a_directory_of_another_user_in_running_is_no_actor() throws IOException {
        assumeTrue(OtherUser.canBecome(), "needs root to write a file as another user");
        os.start("--cycle", "200ms");
        os.spawn("r", "recorder");
        os.bash("cp -r running/r .evil");
        Path evil = os.root.dir().resolve(".evil");
        Files.setAttribute(evil, "unix:uid", OtherUser.UID, LinkOption.NOFOLLOW_LINKS);
        os.bash("mv .evil running/evil");
        String said = "belongs to user " + OtherUser.UID;
        os.eventually("it is said", () -> Hands.degraded(os).toString().contains(said));
        Hands.aCycle(os);
        Hands.aCycle(os);
        assertTrue(os.remainsOf("evil").isEmpty());
        Hands.crash(os);
        os.start("--cycle", "200ms");
        os.eventually("it is said again", () -> Hands.degraded(os).toString().contains(said));
        assertTrue(os.remainsOf("evil").isEmpty());
        os.bash("chown --reference=. running/evil");
        os.eventually("one's own is one", () -> !os.remainsOf("evil").isEmpty());
        os.eventually("all is well", () -> Hands.degraded(os).isEmpty());
    }

    @Test
    void a_directory_of_the_layout_that_belongs_to_another_user_is_refused_with_its_name() throws IOException {
        assumeTrue(OtherUser.canBecome(), "needs root to write a file as another user");
        os.start();
        os.shutdown();
        Files.setAttribute(os.root.running(), "unix:uid", OtherUser.UID, LinkOption.NOFOLLOW_LINKS);
        Ran ran = Programs.run(
                os.base(),
                os.environment(),
                List.of(
                        "timeout",
                        "50",
                        Programs.launcher("supervisor").toString(),
                        os.root.dir().toString()));
        assertEquals(1, ran.code(), ran::toString);
        assertTrue(ran.err().contains("/running belongs to user " + OtherUser.UID), ran::toString);
    }
}
