package actos.supervisor.shell.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.supervisor.shell.base.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No number is ever given twice, whatever happens between two of them. */
class SequenceTest {
    @TempDir
    Path dir;

    private Fixture fixture;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
    }

    private long afterCrash() throws IOException {
        return new Sequence(fixture.root, fixture.posix).read().orElse(0);
    }

    @Test
    void begins_at_nothing() throws IOException {
        assertEquals(0, afterCrash());
        assertFalse(Files.exists(fixture.root.sequence()));
    }

    @Test
    void a_crash_skips_numbers_and_repeats_none() throws IOException {
        Sequence sequence = new Sequence(fixture.root, fixture.posix);
        long last = sequence.read().orElse(0);
        for (int crashes = 0; crashes < 3; crashes++) {
            for (int i = 0; i < 1500; i++) {
                sequence.use(++last);
                assertTrue(afterCrash() >= last);
            }
            sequence = new Sequence(fixture.root, fixture.posix);
            last = sequence.read().orElse(0);
        }
    }

    @Test
    void a_number_far_ahead_is_reserved_too() throws IOException {
        Sequence sequence = new Sequence(fixture.root, fixture.posix);
        sequence.read();
        sequence.use(123_456);
        assertTrue(afterCrash() >= 123_456);
    }

    @Test
    void the_disk_is_not_asked_for_every_number() throws IOException {
        Sequence sequence = new Sequence(fixture.root, fixture.posix);
        sequence.read();
        sequence.use(1);
        Object inode = Files.getAttribute(fixture.root.sequence(), "unix:ino");
        for (int i = 2; i <= 900; i++) {
            sequence.use(i);
        }
        assertEquals(inode, Files.getAttribute(fixture.root.sequence(), "unix:ino"));
    }

    @Test
    void a_clean_end_skips_nothing() throws IOException {
        Sequence sequence = new Sequence(fixture.root, fixture.posix);
        sequence.read();
        sequence.use(1);
        sequence.use(2);
        sequence.settle(2);
        assertEquals("2\n", Files.readString(fixture.root.sequence()));
        assertEquals(2, afterCrash());
    }

    @Test
    void what_somebody_has_deleted_or_changed_is_put_back() throws IOException {
        Sequence sequence = new Sequence(fixture.root, fixture.posix);
        sequence.keep();
        assertFalse(Files.exists(fixture.root.sequence()));
        sequence.use(7);
        long reserved = afterCrash();
        Files.delete(fixture.root.sequence());
        sequence.keep();
        assertEquals(reserved, afterCrash());
        Files.writeString(fixture.root.sequence(), "1\n");
        sequence.keep();
        assertEquals(reserved, afterCrash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9007199254740991", "9223372036854775807"})
    void a_number_that_no_message_can_have_is_refused(String text) throws IOException {
        Files.writeString(fixture.root.sequence(), text);
        IOException e = assertThrows(IOException.class, this::afterCrash);
        assertTrue(e.getMessage().contains("holds a number that no message can have"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "many", "1.5", "99999999999999999999"})
    void rubbish_is_not_taken_for_a_number(String text) throws IOException {
        Files.writeString(fixture.root.sequence(), text);
        IOException e = assertThrows(IOException.class, this::afterCrash);
        assertTrue(e.getMessage().contains("holds no number"), e.getMessage());
    }
}
