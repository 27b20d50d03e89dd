package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.call.Deletion;
import actos.act.root.Disk;
import actos.act.root.Liveness;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.OutgoingName;
import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SendCommandTest {
    @TempDir
    Path dir;

    TestRoot test;
    final List<String> signals = new ArrayList<>();

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("counter", "ready");
        // a supervisor that never looks
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        test.liveness = r -> new Liveness.Served(true, self);
        test.kill = (signal, target) -> signals.add(signal);
    }

    @Test
    void publishes_the_body_signals_once_and_prints_the_name_alone() throws Exception {
        TestRoot.Call call = test.act("send", "counter", "{\"add\": 1.10}");
        assertEquals(0, call.code());
        assertEquals("", call.err());
        Path sent = only();
        assertEquals(
                call.out().strip(), OutgoingName.parse(Disk.name(sent)).name().value());
        assertEquals("{\"add\": 1.10}", Files.readString(sent));
        assertEquals(List.of("USR1"), signals);
    }

    @Test
    void takes_bodies_from_stdin_from_files_and_negative_numbers() throws Exception {
        assertEquals(0, test.actReading("[1]", "send", "counter", "-").code());
        assertEquals("[1]", Files.readString(only()));
        Files.delete(only());
        TestRoot.write(test.cwd.resolve("body.json"), "\"é\"");
        assertEquals(0, test.act("send", "counter", "@body.json").code());
        assertEquals("\"é\"", Files.readString(only()));
        Files.delete(only());
        assertEquals(0, test.act("send", "counter", "-5").code());
        assertEquals("-5\n", Files.readString(only()), "a number is complete only when a newline follows");
    }

    @Test
    void refuses_what_is_no_json_with_a_hint_and_writes_nothing() throws Exception {
        TestRoot.Call word = test.act("send", "counter", "hello");
        assertEquals(1, word.code());
        assertTrue(word.err().contains("'\"hello\"'"), word.err());
        TestRoot.Call object = test.act("send", "counter", "{add:1}");
        assertTrue(object.err().contains("line 1, column 2"), object.err());
        assertTrue(object.err().contains("the shell took the quotes away"), object.err());
        byte[] large = new byte[Json.MAX_BYTES + 1];
        java.util.Arrays.fill(large, (byte) ' ');
        TestRoot.Call big = test.actReading(new String(large, StandardCharsets.US_ASCII), "send", "counter", "-");
        assertTrue(big.err().contains("16 MiB"), big.err());
        assertEquals(1, big.code());
        assertNothingSent();
    }

    @Test
    void knows_only_actors_that_live_or_are_asked_for() throws Exception {
        TestRoot.Call call = test.act("send", "conter", "1");
        assertEquals(4, call.code());
        assertTrue(call.err().contains("did you mean counter?"), call.err());
        assertEquals(4, test.act("send", "../x", "1").code());
        assertNothingSent();
        TestRoot.write(test.root.request("soon"), "{\"manual\":true,\"id\":\"other\"}");
        assertEquals(0, test.act("send", "soon", "1").code());
        assertEquals(0, test.act("send", "other", "1").code());
        assertEquals(0, test.act("send", "--force", "nobody", "1").code());
        assertEquals(1, test.act("send", "--force", "../x", "1").code());
    }

    @Test
    void writes_nothing_without_a_supervisor() throws Exception {
        test.liveness = r -> Liveness.Served.BY_NOBODY;
        assertEquals(3, test.act("send", "counter", "1").code());
        assertNothingSent();
    }

    @Test
    void sends_from_a_drawer_and_later() throws Exception {
        test.actor("shop", "ready");
        assertEquals(
                0,
                test.act("send", "--after", "5s", "--from", "shop", "counter", "1")
                        .code());
        Path sent = Disk.list(test.root.drawer(new ActorId("shop"))).get(0);
        assertEquals(Duration.ofSeconds(5), OutgoingName.parse(Disk.name(sent)).delay());
        assertEquals(4, test.act("send", "--from", "nobody", "counter", "1").code());
        TestRoot.Call bad = test.act("send", "--after", "soon", "counter", "1");
        assertEquals(1, bad.code());
        assertTrue(bad.err().contains("soon"), bad.err());
    }

    @Test
    void sends_lines_in_order_and_passes_over_blank_ones() throws Exception {
        assertEquals(
                0, test.actReading("1\n\n 2\r\n3", "send", "counter", "--lines").code());
        List<String> bodies = new ArrayList<>();
        for (Path file : sent()) {
            bodies.add(Files.readString(file).strip());
        }
        assertEquals(List.of("1", "2", "3"), bodies);
        assertEquals(List.of("USR1"), signals);
    }

    @Test
    void stops_at_a_bad_line_and_says_how_many_were_sent() throws Exception {
        TestRoot.Call call = test.actReading("1\n\nx\n4\n", "send", "counter", "--lines");
        assertEquals(1, call.code());
        assertTrue(call.err().contains("line 3 is not JSON"), call.err());
        assertTrue(call.err().contains("1 message was sent"), call.err());
        assertEquals(1, sent().size());
        assertEquals(List.of("USR1"), signals);
    }

    @Test
    void waits_until_it_was_handled() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test).with("counter", PlayedSupervisor.Role.HANDLES)) {
            assertEquals(0, test.act("send", "--wait", "counter", "1").code());
            assertEquals(
                    0,
                    test.actReading("1\n2\n3\n", "send", "--wait", "counter", "--lines")
                            .code());
            assertTrue(!played.signals.isEmpty());
        }
        String journal = Files.readString(Disk.list(test.root.journal()).get(0));
        assertEquals(4, journal.lines().filter(l -> l.contains("\"done\"")).count());
    }

    @Test
    void fails_when_the_receiver_ends_instead_of_handling_it() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test).with("counter", PlayedSupervisor.Role.ENDS)) {
            TestRoot.Call call = test.act("send", "--wait", "counter", "1");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("counter ended (exit code 3) before it had handled"), call.err());
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void gives_up_waiting_after_the_timeout() throws Exception {
        TestRoot.Call call = test.act("send", "--wait", "--timeout", "30ms", "counter", "1");
        assertEquals(5, call.code());
        assertTrue(call.err().contains(call.out().strip()), call.err());
    }

    @Test
    void follows_no_link_to_a_drawer() throws Exception {
        Files.createSymbolicLink(test.root.send().resolve("mallory"), test.cwd);
        assertEquals(4, test.act("send", "--from", "mallory", "counter", "1").code());
        assertArrayEquals(new Object[0], Disk.list(test.cwd).toArray());
    }

    @Test
    void writes_nothing_through_a_link_that_leads_out_of_the_root() throws Exception {
        Deletion.tree(test.root.send());
        Files.createSymbolicLink(test.root.send(), test.cwd);
        TestRoot.Call call = test.act("send", "counter", "1");
        assertEquals(1, call.code());
        assertTrue(call.err().contains("not links"), call.err());
        assertEquals(List.of(), Disk.list(test.cwd));
        assertEquals(List.of(), signals);
    }

    private List<Path> sent() throws IOException {
        List<Path> files = new ArrayList<>(Disk.list(test.root.send()));
        files.removeIf(Disk::isDirectory);
        files.sort(null);
        return files;
    }

    private Path only() throws IOException {
        assertEquals(1, sent().size());
        return sent().get(0);
    }

    private void assertNothingSent() throws IOException {
        assertEquals(List.of(), sent());
        assertEquals(List.of(), signals);
    }
}
