package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.Act;
import actos.act.TestRoot;
import actos.act.call.Surroundings;
import actos.act.root.Polling;
import actos.act.term.Terminal;
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

    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

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
        String seen = watch("{\"n\":1}\n", () -> {
            test.journal("taken", "\"id\":2,\"from\":\"a\",\"to\":\"b\",\"body\":\"other\"");
            test.journal("delivered", "\"id\":3,\"actor\":\"bank\"");
            test.journal("taken", "\"id\":3,\"from\":\"shop\",\"to\":\"bank\",\"body\":{\"n\":1}");
        });
        assertTrue(seen.endsWith("  3  shop → bank  {\"n\":1}\n"), seen);
        String said = notes.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("there is no actor bank yet; what comes from or to it will be shown\n"), said);
    }

    @Test
    void refuses_what_can_be_no_actor() {
        TestRoot.Call call = test.act("watch", "b a n k");
        assertTrue(call.err().contains("id \"b a n k\" must be made of a-z"), call.err());
        assertEquals(1, call.code());
    }

    @Test
    void shows_what_each_message_has_changed_and_what_happens_to_the_actor() throws Exception {
        test.actor("bank", "ready");
        String seen = watch("the end", () -> {
            test.journal("done", "\"id\":3,\"actor\":\"bank\",\"tookUs\":4000,\"state\":{\"n\":2}");
            test.journal("done", "\"id\":4,\"actor\":\"bank\",\"tookUs\":4000,\"state\":{\"n\":3}");
            test.journal("done", "\"id\":5,\"actor\":\"bank\",\"tookUs\":5000");
            test.journal("done", "\"id\":9,\"actor\":\"other\",\"tookUs\":4000,\"state\":{\"n\":3}");
            test.journal("edited", "\"actor\":\"bank\",\"state\":{\"n\":7}");
            test.journal("done", "\"id\":6,\"actor\":\"bank\",\"tookUs\":4000,\"state\":{\"n\":8}");
            test.journal("exited", "\"actor\":\"bank\",\"code\":3,\"why\":\"the end\"");
        });
        String once = seen.substring(seen.indexOf("  4  bank")).replaceAll("(?m)^[-0-9]{10} [0-9:.]+  ", "");
        assertTrue(once.startsWith("""
                  4  bank done in 4 ms
                              ~ .n  2 → 3
                5  bank done in 5 ms
                edited"""), once);
        assertTrue(once.contains("""
                6  bank done in 4 ms
                              ~ .n  7 → 8
                exited        bank, exit code 3: the end"""), once);
        assertTrue(!seen.contains("other"), seen);
    }

    @Test
    void adds_the_difference_to_the_journals_line() throws Exception {
        test.actor("bank", "ready");
        String seen = watch(
                "}]}\n",
                () -> test.journal("done", "\"id\":3,\"actor\":\"bank\",\"tookUs\":4000,\"state\":{\"n\":2}"),
                "--json");
        assertTrue(
                seen.contains("\"state\":{\"n\":2},\"diff\":[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]}\n"),
                seen);
    }

    /** Something that happens. */
    interface Happening {
        void happen() throws IOException;
    }

    private String watch(String until, Happening again, String... options) throws Exception {
        Reader reader = new Reader(until);
        String[] args = new String[options.length + 4];
        System.arraycopy(new String[] {"watch", "bank", "-r", test.root.dir().toString()}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        CompletableFuture<Integer> watch = CompletableFuture.supplyAsync(() -> Act.run(
                new Surroundings(
                        test.env,
                        test.cwd,
                        test.user,
                        InputStream.nullInputStream(),
                        reader,
                        new PrintStream(notes, true, StandardCharsets.UTF_8),
                        Terminal.none(),
                        test.liveness,
                        test.kill,
                        test.editor),
                args));
        // the watcher begins at some moment: the same lines again until it has ended
        Polling.until(Duration.ofSeconds(30), () -> {
            again.happen();
            return watch.isDone() ? true : null;
        });
        assertEquals(0, watch.get());
        return reader.text();
    }
}
