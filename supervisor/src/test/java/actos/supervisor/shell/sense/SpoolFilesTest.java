package actos.supervisor.shell.sense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import actos.supervisor.core.Event;
import actos.supervisor.core.Message;
import actos.supervisor.shell.base.Fixture;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for mail in a spool while editors write there. */
class SpoolFilesTest {
    /** The limit is 200 ms. A test that the machine has held up for longer shows nothing, and begins anew. */
    private static final long YOUNG = TimeUnit.MILLISECONDS.toNanos(150);

    private static final Message MESSAGE = Fixture.message(1);

    @TempDir
    Path dir;

    private Inbox inbox;
    private SpoolFiles spools;
    private Home home;

    @BeforeEach
    void prepare() throws IOException {
        Fixture fixture = new Fixture(dir);
        home = fixture.actor("a");
        Shared shared = fixture.shared();
        inbox = shared.inbox();
        spools = new SpoolFiles(shared);
    }

    private Path file(String name) {
        return home.paths.spool().resolve(name);
    }

    private List<String> listed() {
        inbox.beginTurn();
        spools.list(home);
        List<String> files =
                assertInstanceOf(Event.SpoolListed.class, inbox.next()).files();
        assertNull(inbox.next());
        return files;
    }

    /** What is listed right after that. */
    private List<String> listedAfter(Step step) throws IOException {
        while (true) {
            long start = System.nanoTime();
            step.take();
            List<String> files = listed();
            if (System.nanoTime() - start < YOUNG) {
                return files;
            }
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    /** Until what is there is older than the limit, by the clock of the file system, which nobody can set. */
    private static void grow() throws IOException {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void a_file_of_another_name_is_mail_when_it_is_older() throws IOException {
        assertEquals(List.of(), listedAfter(() -> Files.writeString(file("sedAbCdEf"), "1")));
        grow();
        assertEquals(List.of("sedAbCdEf"), listed());
    }

    @Test
    void a_file_that_is_called_json_is_mail_at_once_and_one_that_is_left_alone_never() throws IOException {
        assertEquals(List.of("x.json"), listedAfter(() -> {
            Files.writeString(file("x.json"), "1");
            Files.writeString(file("x.json.swp"), "1");
            Files.writeString(file("x.json~"), "1");
        }));
        grow();
        assertEquals(List.of("x.json"), listed());
    }

    @Test
    void a_message_that_an_editor_has_renamed_is_told_of_while_it_may_come_back() throws IOException {
        assertEquals(List.of("x.json~"), listedAfter(() -> Files.writeString(file("x.json~"), "1")));
        grow();
        assertEquals(List.of(), listed());
    }

    @Test
    void it_is_not_delivered_meanwhile() throws IOException {
        Path backup = file(MESSAGE.fileName() + "~");
        listedAfter(() -> {
            Files.writeString(backup, "1");
            assertNull(spools.asItIs(home, MESSAGE.fileName(), MESSAGE));
            inbox.beginTurn();
            Event.NotDelivered event = assertInstanceOf(Event.NotDelivered.class, inbox.next());
            assertEquals("message 1 is being edited", event.why());
        });
        grow();
        assertEquals(MESSAGE, spools.asItIs(home, MESSAGE.fileName(), MESSAGE), "then it is missing");
    }
}
