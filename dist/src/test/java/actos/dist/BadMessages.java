package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Messages that cannot be delivered lie in {@code dead/messages} with the reason, and the rest goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class BadMessages {
    @RegisterExtension
    final LiveRoot os;

    BadMessages(Mode mode) {
        os = LiveRoot.forAllTests(mode);
    }

    @BeforeAll
    void start() {
        // a second: what is completed within one is not malformed, which takes two cycles
        os.start("--cycle", "1s");
    }

    @Test
    void a_name_without_two_colons() {
        os.spawn("r1", "recorder");
        os.bash("echo 1 > send/nobody-knows.json; kill -USR1 $(cat .pid)");
        Why why = os.awaitDeadFile("nobody-knows.json");
        assertEquals("bad-name", why.reason());
        assertTrue(why.detail().contains("::"), why::detail);
        stillServes("r1");
    }

    @Test
    void to_nobody() throws IOException {
        String name = os.send("nobody", "{\"x\": 1}");
        Why why = os.awaitDead(name);
        assertEquals("unknown-actor", why.reason());
        assertEquals("nobody", why.to());
        String letter = LiveRoot.names(os.root.deadMessages(), why.id() + "~nobody::" + name + "\\.json")
                .get(0);
        assertEquals("{\"x\": 1}", Files.readString(os.root.deadMessages().resolve(letter)));
    }

    @Test
    void to_an_impossible_name() {
        os.bash("echo 1 > send/7up::impossible.json; kill -USR1 $(cat .pid)");
        Why why = os.awaitDeadFile("7up::impossible.json");
        assertEquals("bad-name", why.reason());
        assertTrue(why.detail().contains("7up"), why::detail);
    }

    @Test
    void to_the_directory_above_is_hidden_by_its_name_and_left_alone() throws IOException {
        Path file = Files.writeString(os.root.send().resolve("..::up.json"), "1");
        os.awaitDead(os.send("nobody", "1"));
        os.awaitDead(os.send("nobody", "1"));
        assertEquals("1", Files.readString(file));
    }

    @Test
    void an_impossible_delay() {
        os.spawn("r2", "recorder");
        os.bash("echo 1 > send/r2::soon+5x.json; kill -USR1 $(cat .pid)");
        Why why = os.awaitDeadFile("r2::soon+5x.json");
        assertEquals("bad-name", why.reason());
        assertTrue(why.detail().contains("5x"), why::detail);
        stillServes("r2");
    }

    @Test
    void an_empty_file() {
        os.spawn("r3", "recorder");
        os.bash(": > send/r3::empty.json; kill -USR1 $(cat .pid)");
        assertEquals("malformed", os.awaitDead("empty").reason());
        stillServes("r3");
    }

    @Test
    void half_a_value_that_is_never_completed() throws IOException {
        os.spawn("r4", "recorder");
        os.send("r4", "1");
        String name = os.send("r4", "{\"half\": ");
        Why why = os.awaitDead(name);
        assertEquals("malformed", why.reason());
        assertEquals("r4", why.to());
        assertEquals(
                "{\"half\": ", Files.readString(os.root.deadMessages().resolve(why.id() + "~r4::" + name + ".json")));
        stillServes("r4", "1");
    }

    @Test
    void two_values_in_one_message() {
        os.spawn("r5", "recorder");
        assertEquals("malformed", os.awaitDead(os.send("r5", "1 2")).reason());
        stillServes("r5");
    }

    @Test
    void half_a_value_that_is_completed_a_while_later_is_delivered_once_and_whole() {
        os.spawn("r6", "recorder");
        os.bash("printf '{\"a\":' > send/r6::half.json; kill -USR1 $(cat .pid); sleep 0.5; "
                + "printf '1}' >> send/r6::half.json; kill -USR1 $(cat .pid)");
        stillServes("r6", "{\"a\":1}");
    }

    @Test
    void a_value_that_was_completed_before_a_later_message_came_is_not_overtaken() {
        os.spawn("r7", "recorder");
        os.bash("printf '{\"a\":' > send/r7::1half.json; kill -USR1 $(cat .pid); "
                + "printf '1}' >> send/r7::1half.json; "
                + "printf 2 > send/.x7; mv send/.x7 send/r7::2whole.json; kill -USR1 $(cat .pid)");
        os.awaitGot("r7", "{\"a\":1}", "2");
    }

    @Test
    void a_bare_number_that_is_written_in_two_halves_is_one_number() {
        os.spawn("r8", "recorder");
        os.bash("exec 3>send/r8::number.json; printf 12 >&3; kill -USR1 $(cat .pid); sleep 0.1; "
                + "printf 34 >&3; exec 3>&-; kill -USR1 $(cat .pid)");
        stillServes("r8", "1234");
    }

    @Test
    void seventeen_MiB_are_too_much() {
        os.spawn("r9", "recorder");
        os.bash(text(17 * 1024 * 1024, "r9::huge.json"));
        Why why = os.awaitDead("huge");
        assertEquals("too-big", why.reason());
        assertTrue(why.detail().contains("16"), why::detail);
        stillServes("r9");
    }

    @Test
    void sixteen_MiB_are_not() {
        os.spawn("r10", "recorder");
        os.bash(text(16 * 1024 * 1024, "r10::big.json"));
        Path got = os.home("r10").dir().resolve("got");
        os.eventually("all of it has come", () -> Files.size(got) == 16 * 1024 * 1024 + 1);
        os.eventually(
                "its size and hash are in the journal",
                () -> os.journal("taken").stream()
                        .anyMatch(e -> "big".equals(e.text("name"))
                                && e.number("bodySize") == 16 * 1024 * 1024
                                && e.text("bodySha256") != null
                                && !e.line().has("body")));
    }

    @Test
    void a_symbolic_link_is_never_followed() throws IOException {
        os.spawn("r11", "recorder");
        Path secret = Files.writeString(os.base().resolve("secret"), "\"secret\"");
        Files.createSymbolicLink(os.root.send().resolve("r11::link.json"), secret);
        os.signal();
        assertEquals("not-a-file", os.awaitDead("link").reason());
        assertEquals("\"secret\"", Files.readString(secret));
        stillServes("r11");
    }

    @Test
    void a_FIFO_is_never_opened() {
        os.spawn("r12", "recorder");
        os.bash("mkfifo send/r12::fifo.json; kill -USR1 $(cat .pid)");
        assertEquals("not-a-file", os.awaitDead("fifo").reason());
        stillServes("r12");
    }

    @Test
    void a_directory_is_no_message() {
        os.spawn("r13", "recorder");
        os.bash("mkdir send/.r13; echo 1 > send/.r13/x; mv send/.r13 send/r13::dir.json; kill -USR1 $(cat .pid)");
        assertEquals("not-a-file", os.awaitDead("dir").reason());
        stillServes("r13");
    }

    @Test
    void a_name_with_a_newline() {
        os.spawn("r14", "recorder");
        os.bash("echo 1 > \"send/$(printf 'r14::new\\nline').json\"; kill -USR1 $(cat .pid)");
        assertEquals("bad-name", os.awaitDeadFile("r14::new\\nline.json").reason());
        stillServes("r14");
    }

    @Test
    void a_name_of_255_bytes() {
        os.spawn("r15", "recorder");
        String start = "r15::" + "n".repeat(245);
        os.bash("echo 1 > send/" + start + ".json; kill -USR1 $(cat .pid)");
        os.eventually(
                "it is dead",
                () -> os.journal("dead").stream()
                        .anyMatch(e -> "bad-name".equals(e.text("reason"))
                                && String.valueOf(e.text("detail")).contains("nnnn")));
        os.bash("[ ! -e send/" + start + ".json ]; grep -l nnnn dead/messages/*.why");
        stillServes("r15");
    }

    @Test
    void a_name_that_is_no_text() {
        os.spawn("r16", "recorder");
        os.bash("echo 1 > \"send/$(printf 'r16::\\377').json\"; kill -USR1 $(cat .pid)");
        os.eventually(
                "it is dead",
                () -> os.journal("dead").stream()
                        .anyMatch(e -> "bad-name".equals(e.text("reason"))
                                && String.valueOf(e.line()).contains("r16::")));
        os.bash("[ -z \"$(find send -maxdepth 1 -name 'r16::*')\" ]; grep -l r16:: dead/messages/*.why");
        stillServes("r16");
    }

    @Test
    void the_same_name_twice_is_two_messages() {
        os.spawn("r17", "recorder");
        os.publish(os.root.send().resolve("r17::same.json"), "1");
        os.signal();
        os.awaitGot("r17", "1");
        os.publish(os.root.send().resolve("r17::same.json"), "2");
        os.signal();
        os.awaitGot("r17", "1", "2");
    }

    @Test
    void the_same_name_twice_to_nobody_is_two_dead_letters() {
        os.publish(os.root.send().resolve("nemo::twin.json"), "1");
        os.signal();
        long first = os.awaitDead("twin").id();
        os.publish(os.root.send().resolve("nemo::twin.json"), "2");
        os.signal();
        os.eventually(
                "both lie there",
                () -> LiveRoot.names(os.root.deadMessages(), "[0-9]+~nemo::twin\\.json")
                                .size()
                        == 2);
        assertNotEquals(
                "",
                LiveRoot.names(os.root.deadMessages(), first + "~nemo::twin\\.json")
                        .get(0));
    }

    @Test
    void a_name_without_json_at_its_end_will_do() {
        os.spawn("r18", "recorder");
        os.bash("printf 1 > send/.x18; mv send/.x18 send/r18::plain; kill -USR1 $(cat .pid)");
        os.awaitGot("r18", "1");
    }

    @Test
    void a_bad_message_of_an_actor_names_its_sender() {
        os.spawn("f19", "forwarder", "nobody");
        os.send("f19", "\"for nobody\"");
        os.eventually(
                "it is dead",
                () -> os.journal("dead").stream()
                        .anyMatch(e -> "f19".equals(e.text("from")) && "unknown-actor".equals(e.text("reason"))));
        var dead = os.journal("dead").stream()
                .filter(e -> "f19".equals(e.text("from")))
                .toList();
        var asked = os.journal("taken").stream()
                .filter(e -> "f19".equals(e.text("to")))
                .toList();
        assertEquals(
                List.of(asked.get(0).number("id")),
                dead.stream().map(e -> e.number("cause")).toList());
    }

    /** What was sent before must have come, and what is sent now comes, once and in order. */
    private void stillServes(String id, String... before) {
        os.send(id, "\"and on\"");
        List<String> all = new java.util.ArrayList<>(List.of(before));
        all.add("\"and on\"");
        os.awaitGot(id, all.toArray(String[]::new));
    }

    /** A script that sends a JSON text of exactly so many bytes. */
    private static String text(int size, String name) {
        return "{ printf '\"'; head -c " + (size - 2) + " /dev/zero | tr '\\0' x; printf '\"'; } > send/." + name
                + "; mv send/." + name + " send/" + name + "; kill -USR1 $(cat .pid)";
    }
}
