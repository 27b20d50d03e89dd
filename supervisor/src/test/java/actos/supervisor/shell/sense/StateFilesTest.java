package actos.supervisor.shell.sense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalReader;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Message;
import actos.supervisor.shell.base.Fixture;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what a person has done to a state is journalled as a person's. */
class StateFilesTest {
    private static final Message MESSAGE = Fixture.message(1);

    @TempDir
    Path dir;

    private Fixture fixture;
    private Home home;
    private StateFiles states;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
        home = fixture.actor("a");
        states = new StateFiles(fixture.posix, fixture.journal, new Health(fixture.journal));
    }

    private void write(String state) throws IOException {
        Files.writeString(home.paths.state(), state);
    }

    /** It was written, and the supervisor has seen it. */
    private void seen(String state, Message handled) throws IOException {
        write(state);
        states.read(home, new Effect.ReadState(home.id, handled));
    }

    private void done(String state) throws IOException {
        write(state);
        states.after(home);
        states.handled(home, MESSAGE);
    }

    private List<String> journal() throws IOException {
        fixture.journal.flush();
        return JournalReader.fromStart(fixture.root).poll().stream()
                .map(JournalEntry::event)
                .toList();
    }

    @Test
    void what_a_person_writes_while_a_message_is_handled_and_the_handler_writes_over_is_lost() throws IOException {
        done("1");
        StateFiles.delivered(home);
        seen("7", MESSAGE);
        done("2");
        assertEquals(List.of("overwritten"), journal());
    }

    @Test
    void what_a_handler_wrote_before_its_actor_ended_is_nobodys_change_when_the_message_is_handled_again()
            throws IOException {
        done("1");
        StateFiles.delivered(home);
        seen("2", MESSAGE);
        states.after(home); // it was killed before it had deleted the message
        states.read(home, new Effect.ReadState(home.id, null)); // as the next scan sees it
        StateFiles.delivered(home);
        done("3");
        assertEquals(List.of(), journal());
    }

    @Test
    void the_state_that_a_new_supervisor_finds_while_a_message_is_handled_is_nobodys_change() throws IOException {
        StateFiles.delivered(home);
        home.state.journalled = null;
        seen("1", MESSAGE);
        done("2");
        assertEquals(List.of(), journal());
    }

    @Test
    void the_first_state_that_a_restart_begins_with_is_nobodys_change() throws IOException {
        done("5");
        fixture.cradle().prepareAgain(home, Fixture.manual().resolved(home.id, null), true);
        states.read(home, new Effect.ReadState(home.id, null));
        assertEquals(List.of(), journal());
    }

    @Test
    void what_is_no_json_or_missing_is_told_until_it_is_mended() throws IOException {
        assertNull(states.fault(home));
        for (String broken : List.of("{\"n\":1,}", "", " \n", "1 2")) {
            seen(broken, null);
            assertTrue(states.fault(home).startsWith("running/a/state.json is not JSON: "), broken);
            seen("2", null);
            assertNull(states.fault(home), broken);
        }
        Files.delete(home.paths.state());
        assertEquals("running/a/state.json is missing", states.faultNow(home));
        Files.createDirectory(home.paths.state());
        assertTrue(states.fault(home).startsWith("running/a/state.json cannot be read: "));
    }

    @Test
    void a_directory_that_was_taken_away_has_no_state_and_no_fault() throws IOException {
        Files.delete(home.paths.state());
        Files.move(home.paths.dir(), dir.resolve("away"));
        assertNull(states.after(home));
        assertNull(states.fault(home));
    }

    @Test
    void a_state_that_its_program_cannot_read_is_blamed_until_it_changes_or_the_actor_is_started_again()
            throws IOException {
        write("1");
        StateFiles.delivered(home);
        states.blame(home);
        assertNull(states.faultNow(home), "it was changed just now: the program may have read the old one");
        home.state.deliveredAt += 1_000_000_000;
        states.blame(home);
        assertTrue(states.faultNow(home).contains("cannot read running/a/state.json"));
        write("22");
        assertNull(states.fault(home));
        states.blame(home);
        assertTrue(states.faultNow(home).contains("cannot read running/a/state.json"));
        states.pardon(home);
        assertNull(states.fault(home));
    }
}
