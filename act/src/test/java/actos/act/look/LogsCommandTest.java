package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogsCommandTest {
    @TempDir
    Path dir;

    TestRoot test;
    ActorHome bank;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        bank = test.actor("bank", "ready");
    }

    @Test
    void prints_all_or_the_last_lines() throws Exception {
        assertEquals("one\ntwo\nthree\n", test.act("logs", "bank").out());
        assertEquals("two\nthree\n", test.act("logs", "-n", "2", "bank").out());
        assertEquals("", test.act("logs", "-n", "0", "bank").out());
        assertEquals("one\ntwo\nthree\n", test.act("logs", "-n", "99", "bank").out());
        TestRoot.write(bank.log(), "a\nb");
        assertEquals("b", test.act("logs", "-n", "1", "bank").out());
        TestRoot.write(bank.log(), "x".repeat(200_000) + "\nend\n");
        assertEquals("end\n", test.act("logs", "-n", "1", "bank").out());
        assertEquals(200_005, test.act("logs", "-n", "2", "bank").out().length());
    }

    @Test
    void prints_lines_as_objects() {
        String first =
                test.act("logs", "bank", "--json").out().lines().findFirst().orElseThrow();
        assertEquals("{\"actor\":\"bank\",\"line\":\"one\"}", first);
    }

    @Test
    void follows_until_the_actor_ends() throws Exception {
        CompletableFuture<TestRoot.Call> call = CompletableFuture.supplyAsync(() -> test.act("logs", "-f", "bank"));
        try (OutputStream log = Files.newOutputStream(bank.log(), java.nio.file.StandardOpenOption.APPEND)) {
            log.write("four\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Files.move(bank.dir(), test.root.deadActors().resolve("bank@20260101T000000.000000000Z"));
            log.write("five\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        TestRoot.Call over = call.get();
        assertEquals(0, over.code());
        assertTrue(over.out().startsWith("one\ntwo\nthree\nfour\n"), over.out());
    }

    @Test
    void goes_on_at_its_place_in_a_log_that_is_cut_and_from_the_beginning_in_one_that_was_emptied() throws Exception {
        StringBuilder read = new StringBuilder();
        TestRoot.write(bank.log(), "1\n2\n3\n4\n");
        try (FileChannel log = FileChannel.open(bank.log(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            LogReading reading = new LogReading(log);
            reading.skipAllButLast(2);
            Runnable look = () -> {
                try {
                    reading.readOn((bytes, n) -> read.append(new String(bytes, 0, n, StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            look.run();
            rewrite(log, ""); // in the middle of a cut
            look.run();
            rewrite(log, "[4 bytes of older output were cut]\n");
            look.run();
            rewrite(log, "[4 bytes of older output were cut]\n3\n4\n5\n");
            look.run();
            rewrite(log, "[8 bytes of older output were cut]\n5\n6\n");
            look.run();
            assertEquals("3\n4\n5\n6\n", read.toString());
            rewrite(log, "[20 bytes of older output were cut]\n11\n");
            look.run();
            assertEquals("3\n4\n5\n6\n[20 bytes of older output were cut]\n11\n", read.toString());
            rewrite(log, "x\n");
            for (int i = 0; i < 30; i++) {
                look.run();
            }
            assertTrue(read.toString().endsWith("11\nx\n"), read.toString());
        }
    }

    private static void rewrite(FileChannel log, String content) throws IOException {
        log.truncate(0).write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
    }

    @Test
    void looks_up_who_has_ended_and_follows_no_link() throws Exception {
        test.grave("job", "20260101T000000.000000000Z", "{}");
        assertEquals("last words\n", test.act("logs", "job").out());
        Files.delete(bank.log());
        Files.createSymbolicLink(bank.log(), TestRoot.write(test.cwd.resolve("secret"), "secret"));
        TestRoot.Call call = test.act("logs", "bank");
        assertEquals(1, call.code());
        assertEquals("", call.out());
        assertTrue(Disk.isDirectory(test.root.actor(new ActorId("bank")).dir()));
    }

    @Test
    void a_log_that_was_deleted_is_not_taken_for_one_that_never_was() throws Exception {
        test.actor("runs", "ready");
        test.process("runs", 4711, 1);
        Files.deleteIfExists(test.root.actor(new ActorId("runs")).log());
        String err = test.act("logs", "runs").err();
        assertTrue(err.contains("it was deleted, and what it prints is lost"), err);
    }
}
