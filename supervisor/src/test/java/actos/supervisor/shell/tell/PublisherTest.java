package actos.supervisor.shell.tell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import actos.protocol.ProcessIdentity;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import actos.supervisor.shell.base.Fixture;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.RootPlace;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.sense.BreakpointFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the supervisor says of itself, and when. */
class PublisherTest {
    @TempDir
    Path temporary;

    private Fixture at;
    private Publisher publisher;

    @BeforeEach
    void aPublisherThatHasSaidAll() throws IOException {
        at = new Fixture(temporary);
        Shared shared = at.shared();
        Health health = shared.health();
        World world = new World(true, Duration.ofHours(1), Duration.ofSeconds(30), 0, 4);
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        BreakpointFiles breakpoints = new BreakpointFiles(at.posix, shared.places().breaks, health, at.journal);
        EndedByShutdown ended = new EndedByShutdown(at.root, at.posix, world, health);
        Statuses.Run run = new Statuses.Run(self, "1", "notices", null);
        publisher = new Publisher(
                shared,
                new RootPlace(at.root, at.posix, shared.places().root, health),
                world,
                breakpoints,
                ended,
                new Statuses(world, health, breakpoints, ended, run, Fixture.WALL),
                Fixture.NOW);
        publisher.publishSystem(Fixture.NOW);
    }

    @Test
    void supervisor_json_is_never_older_than_ten_seconds_though_nothing_happens() throws IOException {
        Object first = written();
        assertEquals(Duration.ofSeconds(10).toNanos(), publisher.untilDue(Fixture.NOW), "the loop wakes for it");
        publisher.publish(after(Duration.ofMillis(9_999)));
        assertEquals(first, written(), "nothing has happened");
        publisher.publish(after(Duration.ofSeconds(10)));
        assertNotEquals(first, written());
        assertEquals(Duration.ofSeconds(10).toNanos(), publisher.untilDue(after(Duration.ofSeconds(10))));
    }

    private static Now after(Duration time) {
        return new Now(Fixture.NOW.nanos() + time.toNanos(), Fixture.WALL.plus(time));
    }

    /** The file that it is: each time another one. */
    private Object written() throws IOException {
        BasicFileAttributes file =
                Files.readAttributes(at.root.systemStatus(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return file.fileKey() + " " + file.lastModifiedTime();
    }
}
