package actos.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    /** A reader that goes away when it has read what it waited for. */
    static final class Reader extends OutputStream {
        private final String until;
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

        Reader(String until) {
            this.until = until;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            if (text().contains(until)) {
                throw new IOException("Broken pipe");
            }
            seen.write(b);
        }

        synchronized String text() {
            return seen.toString(StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.journal("taken", "\"id\":1,\"from\":null,\"to\":\"bank\",\"body\":\"before\"");
    }

    @Test
    void shows_messages_of_the_wanted_actors_as_they_flow() throws Exception {
        Reader reader = new Reader("\n");
        CompletableFuture<Integer> watch = CompletableFuture.supplyAsync(() -> Act.run(
                new Surroundings(
                        test.env,
                        test.cwd,
                        InputStream.nullInputStream(),
                        reader,
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        Terminal.none(),
                        test.liveness,
                        test.kill,
                        test.editor),
                "watch",
                "bank",
                "-r",
                test.root.dir().toString()));
        // the watcher begins at some moment: the same lines again until it has ended
        Patience.until(Duration.ofSeconds(30), () -> {
            test.journal("taken", "\"id\":2,\"from\":\"a\",\"to\":\"b\",\"body\":\"other\"");
            test.journal("delivered", "\"id\":3,\"actor\":\"bank\"");
            test.journal("taken", "\"id\":3,\"from\":\"shop\",\"to\":\"bank\",\"body\":{\"n\":1}");
            return watch.isDone() ? true : null;
        });
        assertEquals(0, watch.get());
        assertTrue(reader.text().endsWith("  3  shop → bank  {\"n\":1}\n"), reader.text());
    }
}
