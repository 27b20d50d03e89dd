package actos.supervisor.shell.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    private final IOException full = new IOException("no space left on device");

    @TempDir
    Path temp;

    private Fixture fixture;
    private Health health;

    @BeforeEach
    void begin() throws IOException {
        fixture = new Fixture(temp);
        health = fixture.shared().health();
    }

    @Test
    void says_each_thing_that_fails_until_it_works() throws IOException {
        Home home = fixture.actor("a");
        health.failed(Task.DELIVERING, full);
        health.failed(Task.BURYING, home.id, full);
        health.failed(Task.LISTING, home.drawer, full);
        assertEquals(
                List.of(
                        "delivering mail: no space left on device",
                        "burying a: no space left on device",
                        "listing a: no space left on device"),
                health.degraded());
        health.worked(Task.BURYING, fixture.actor("b").id);
        assertEquals(3, health.degraded().size());
        health.worked(Task.BURYING, home.id);
        health.worked(Task.DELIVERING);
        health.worked(Task.LISTING, home.drawer);
        assertEquals(List.of(), health.degraded());
    }

    @Test
    void what_fails_with_an_actor_is_over_when_that_ends() throws IOException {
        Home home = fixture.actor("breaks");
        health.failed(Task.LISTING_SPOOL, home.id, full);
        health.failed(Task.SETTLING_COMMIT, home.id, full);
        health.failed(Task.LISTING, home.drawer, full);
        health.failed(Task.LISTING_BREAKS, full); // the root's, which only ends as an actor is called
        health.failed(Task.STARTING_ADDED, "breaks", full);
        health.ended(home);
        assertEquals(
                List.of(
                        "listing breaks: no space left on device",
                        "running/breaks was put there by hand and cannot be started: no space left on device"),
                health.degraded());
    }
}
