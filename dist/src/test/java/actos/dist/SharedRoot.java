package actos.dist;

import actos.protocol.journal.JournalEntry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that share a supervisor: each leaves the root as it found it, and sees its own part of the journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedRoot {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forAllTests(Mode.NOTICES);

    private long soFar;

    @BeforeAll
    void start() {
        os.start();
    }

    @BeforeEach
    void remember_how_long_the_journal_is() {
        soFar = os.journal().size();
    }

    @AfterEach
    void clear_the_root() {
        os.bash("for a in running/*/; do [ ! -e \"$a\" ] || echo now > \"$a/stop\" || :; done");
        os.eventually(
                "nobody is left",
                () -> LiveRoot.names(os.root.running(), ".*").isEmpty()
                        && LiveRoot.names(os.root.deadActors(), "\\..*").isEmpty());
        os.bash("rm -rf dead/actors/* dead/messages/* dead/spawn/*");
    }

    /** What the journal says about this test. */
    List<JournalEntry> journal(String event) {
        return os.journal().stream()
                .skip(soFar)
                .filter(entry -> entry.event().equals(event))
                .toList();
    }
}
