package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that know nothing of ActOS, played as actors by {@code actors/stdio}. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StdioIT extends SharedRoot {
    // ---- lines

    @Test
    void a_message_is_a_line_and_each_line_that_it_leads_to_a_message() {
        os.spawn("sink", "recorder");
        spawn("a", "--", "jq", "-c", ".[] | select(. > 1) | {to: \"sink\", body: {n: .}}");
        String first = os.send("a", "[1,\n  2, 3]");
        os.send("a", "[1]");
        String last = os.send("a", "[4]");
        os.awaitGot("sink", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
        assertEquals(List.of(number(first), number(first), number(last)), causes("sink"));
    }

    @Test
    void a_filter_keeps_its_state_on_disk_and_gets_it_with_the_envelope() throws IOException {
        os.spawn("sink", "recorder");
        spawnWith(
                "\"state\": 40, ",
                "a",
                "--envelope",
                "--",
                "jq",
                "-c",
                "{state: (.state + .body)}, {to: \"sink\", body: .from}");
        os.act("send", "--wait", "--timeout", "1m", "a", "2").ok();
        assertEquals("42\n", Files.readString(os.home("a").state()));
        Files.writeString(os.home("a").state(), "7");
        os.act("send", "--wait", "--timeout", "1m", "--from", "sink", "a", "1").ok();
        assertEquals("8\n", Files.readString(os.home("a").state()));
        os.awaitGot("sink", "null", "\"sink\"");
    }

    @Test
    void each_line_is_an_answer_or_goes_to_one_receiver() {
        os.spawn("sink", "recorder");
        spawn("double", "--reply", "--", "jq", "-c", ". * 2");
        assertEquals("42", os.act("ask", "--timeout", "1m", "double", "21").ok().line());
        spawn("b", "--to=sink", "--", "cat");
        os.send("b", "{\"to\": \"nobody\", \"body\": 1}");
        os.awaitGot("sink", "{\"to\": \"nobody\", \"body\": 1}");
        spawn("c", "--", "jq", "-c", "{reply: ., to: \"sink\", body: ., after: \"10ms\", stop: true}");
        assertEquals("5", os.act("ask", "--timeout", "1m", "c", "5").ok().line());
        os.awaitGot("sink", "{\"to\": \"nobody\", \"body\": 1}", "5");
        os.awaitBuried("c");
    }

    @Test
    void what_is_within_the_bounds_of_JSON_goes_through_and_what_is_beyond_is_refused_with_the_reason() {
        spawn("echo", "--reply", "--", "cat");
        os.spawn("py", "helped.py");
        String deep = "[".repeat(998) + "]".repeat(998);
        String named = "{\"" + "n".repeat(60_000) + "\":0." + "3".repeat(998) + "}";
        for (String json : new String[] {"[" + deep + "]", named, "1e308"}) {
            assertEquals(
                    json, os.act("ask", "--timeout", "1m", "echo", json).ok().line());
        }
        String told = "{\"k\":1,\"replies\":" + deep + "}";
        assertEquals(deep, os.act("ask", "--timeout", "1m", "py", told).ok().line());

        for (String bad : new String[] {"1e400", "1".repeat(1100), "[[[" + deep + "]]]", "\ufeff{}"}) {
            String said = os.act("send", "echo", bad).ended(1).err();
            assertFalse(said.contains("Infinity") || said.contains("jackson"), said);
        }
        assertTrue(os.act("send", "echo", "1e400").ended(1).err().contains("is not accepted: 1e400 is beyond"));
        assertTrue(os.act("set", "echo", ".x", "1e400").ended(1).err().contains("is not accepted: 1e400 is beyond"));
        assertEquals(
                "1.7976931348623157E308",
                os.act("state", "echo", "1e308 * 10").ok().line());
        spawn("shouter", "--reply", "--", "jq", "-r", "\"1e400\"");
        os.act("send", "--wait", "--timeout", "1m", "shouter", "1").ok();
        String log = Programs.text(os.home("shouter").log());
        assertTrue(log.contains("not accepted: 1e400 is beyond"), log);
    }

    @Test
    void what_no_message_has_led_to_is_sent_without_a_cause() {
        os.spawn("sink", "recorder");
        spawn(
                "source",
                "--to=sink",
                "--",
                "sh",
                "-c",
                "echo 1; until [ -e go ]; do sleep 0.05; done; echo 2; sleep 1000");
        os.awaitGot("sink", "1");
        spawn(
                "late",
                "--reply",
                "--",
                "bash",
                "-c",
                "while read -r x; do { until [ -e go ]; do sleep 0.05; done; echo $((x * 2)); } & done");
        os.send("late", "21");
        os.eventually(
                "it has read on",
                () -> !journal("done").isEmpty() && os.status("late").handled() == 1);
        String name = os.act("send", "--from", "sink", "late", "4").ok().line();
        os.eventually("it has read on", () -> os.status("late").handled() == 2);
        os.bash("touch running/late/go running/source/go");
        os.eventually("both have come", () -> os.got("sink").size() == 4);
        for (JournalEntry entry : journal("taken")) {
            if ("sink".equals(entry.text("to"))) {
                assertEquals(0, entry.number("cause"), entry.toString());
            }
        }
        assertTrue(journal("taken").stream().anyMatch(e -> name.equals(e.text("inReplyTo"))), "a late answer is one");
    }

    @Test
    void what_is_no_message_goes_to_the_log_and_harms_nobody() {
        os.spawn("sink", "recorder");
        spawn("a", "--", "sh", "-c", "cat >&2; true");
        spawn("b", "--", "bash", "-c", """
                while read -r line; do
                  echo 'just a line'
                  echo '{"too": "sink", "body": 1}'
                  echo '{"to": "../sink", "body": 2}'
                  echo '{"to": "sink"}'
                  echo '[1'
                  printf '\\377\\n'
                  printf '{"to": "sink", '
                  echo '{"to": "sink", "body": 4' >&2
                  echo '"body": 3}'
                done""");
        os.send("b", "1");
        os.awaitGot("sink", "3");
        String log = Programs.text(os.home("b").log());
        assertTrue(log.contains("just a line\n"), log);
        assertTrue(log.contains("not understood: there is no \"too\": {\"too\": \"sink\", \"body\": 1}\n"), log);
        assertTrue(log.contains("not understood: '../sink' is no actor's id: "), log);
        assertTrue(log.contains("not understood: \"to\" and \"body\" belong together: "), log);
        assertTrue(log.contains("[1\n"), log);
        assertEquals(Phase.READY, os.status("b").phase());
        os.send("a", "\"into the log\"");
        os.eventually("a's log", () -> Programs.text(os.home("a").log()).contains("\"into the log\""));
    }

    @Test
    void half_a_line_waits_for_its_other_half() {
        os.spawn("sink", "recorder");
        spawn(
                "a",
                "--to=sink",
                "--",
                "bash",
                "-c",
                "n=0; while read -r x; do [ $((++n % 2)) = 1 ] && printf '[%s,' $x || echo \"$x]\"; done");
        os.send("a", "1");
        String other = os.send("a", "2");
        os.awaitGot("sink", "[1,2]");
        assertEquals(List.of(number(other)), causes("sink"), "it belongs to the message that completes it");
    }

    @Test
    void large_messages_and_a_full_stderr_stop_nobody() {
        spawn("a", "--reply", "--", "bash", "-c", "while read -r line; do seq 200000 >&2; echo ${#line}; done");
        os.manual("asker");
        os.drop("a", "\"" + "x".repeat(3_000_000) + "\"");
        os.signal();
        os.eventually("it is handled", () -> os.status("a").handled() == 1);
        assertTrue(Programs.text(os.home("a").log()).contains("has no sender to answer: 3000002"));
    }

    // ---- ends

    @Test
    void a_program_that_ends_well_after_it_has_read_has_handled_the_message() {
        handlesOneMessageAndEnds("head", "-n", "1");
    }

    @Test
    void nor_does_it_matter_that_it_ends_without_having_come_back_for_more() {
        handlesOneMessageAndEnds("bash", "-c", "read -r x; echo $x; sleep 0.2");
    }

    @Test
    void nor_what_it_leaves_behind() {
        handlesOneMessageAndEnds("sh", "-c", "sleep 600 & exec head -n 1");
    }

    @Test
    void what_it_leaves_behind_may_print_without_end() {
        spawn("a", "--", "bash", "-c", "yes x & sleep 0.3; exit 3");
        assertEquals(3, LiveRoot.exit(os.awaitBuried("a")).code());
    }

    private void handlesOneMessageAndEnds(String... program) {
        os.spawn("sink", "recorder");
        List<String> args = new ArrayList<>(List.of("--to=sink", "--"));
        args.addAll(List.of(program));
        spawnWith("\"handleTimeout\": \"1h\", ", "a", args.toArray(String[]::new));
        os.send("a", "1");
        ActorHome grave = os.awaitBuried("a");
        os.awaitGot("sink", "1");
        assertEquals(0, LiveRoot.exit(grave).code());
        assertEquals(List.of(), LiveRoot.names(grave.spool(), ".*"));
    }

    @Test
    void a_signal_that_comes_while_it_ends_changes_nothing_about_its_end() {
        ActorHome home =
                spawn("a", "--reply", "--", "bash", "-c", "read -r x; until [ -e go ]; do sleep 0.02; done; sleep 0.3");
        os.send("a", "1");
        os.eventually("it is given", () -> Files.exists(home.current()));
        os.bash("pid=$(cat running/a/.pid); touch running/a/go; while kill -USR1 $pid 2> /dev/null; do :; done");
        assertEquals(0, LiveRoot.exit(os.awaitBuried("a")).code());
    }

    @Test
    void a_message_that_it_could_not_read_any_more_is_kept() {
        os.spawn("sink", "recorder");
        // It comes back for more and closes its stdin while nobody watches it, so both are seen at once.
        String program = """
                read -r x
                echo $x
                until read -t 0; do sleep 0.01; done
                kill -STOP $PPID
                read -rN 1
                exec 0<&-
                kill -CONT $PPID
                until [ -e go ]; do sleep 0.05; done""";
        ActorHome home = spawn("a", "--to=sink", "--", "bash", "-c", program);
        os.send("a", "1");
        os.awaitGot("sink", "1");
        os.send("a", "2");
        os.eventually("it is given", () -> Programs.text(home.current()).equals("2"));
        Hands.create(home.dir().resolve("go"));
        ActorHome grave = os.awaitBuried("a");
        assertEquals(0, LiveRoot.exit(grave).code());
        assertEquals(1, LiveRoot.names(grave.spool(), "[0-9].*").size(), "it lies in its grave");
    }

    @Test
    void nothing_takes_effect_of_a_message_at_which_the_program_fails() {
        os.spawn("sink", "recorder");
        String program = """
                while read -r x; do
                  sleep 0.2
                  echo $x
                  [ -e "failed-$x" ] || { touch "failed-$x"; exit 3; }
                done""";
        spawnWith("\"restart\": \"permanent\", ", "a", "--to=sink", "--", "bash", "-c", program);
        String first = os.send("a", "1");
        String second = os.send("a", "2");
        os.awaitGot("sink", "1", "2");
        assertEquals(List.of(number(first), number(second)), causes("sink"));
        assertEquals(2, journal("restarting").size());
        assertTrue(
                journal("exited").stream().allMatch(e -> e.number("code") == 3),
                () -> journal("exited").toString());
    }

    @Test
    void a_program_that_is_killed_ends_its_actor_likewise() {
        ActorHome home = spawn("a", "--reply", "--", "cat");
        os.bash("kill -KILL $(ps -o pid= --ppid $(cat running/a/.pid))");
        ActorHome grave = os.awaitBuried("a");
        assertEquals("KILL", LiveRoot.exit(grave).signal());
        assertFalse(Files.exists(home.dir()));
    }

    @Test
    void a_program_that_prints_without_end_is_ended_and_its_message_poison() {
        os.spawn("sink", "recorder");
        spawnWith("\"restart\": \"permanent\", ", "a", "--to=sink", "--", "bash", "-c", "read -r x; yes \"$x\"");
        String name = os.send("a", "1");
        assertEquals("poison", os.awaitDead(name).reason());
        assertEquals(List.of(), os.got("sink"));
        assertTrue(Programs.text(os.home("a").log()).contains("the program does not read on, but printed "));
    }

    @Test
    void a_program_that_never_reads_can_be_stopped_and_its_mail_is_kept() {
        spawn("a", "--", "sleep", "1000");
        os.send("a", "1");
        os.eventually("it is given", () -> Files.exists(os.home("a").current()));
        os.act("stop", "a").ok();
        assertEquals(1, LiveRoot.names(os.awaitBuried("a").spool(), ".*json").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jq -c {to:", "grep --no-such-option x", "sh -c 'echo going down >&2; exit 4'"})
    void a_program_that_only_complains_is_told_at_once(String program) {
        Ran ran = os.act(("spawn --stdio --id a -- " + program).split(" (?=[^']*('[^']*'[^']*)*$)"));
        assertEquals(1, ran.code(), ran::toString);
        assertTrue(ran.err().contains("a was not started: it exited with code"), ran::toString);
        assertTrue(ran.err().contains("the program has ended"), ran::toString);
    }

    @Test
    void a_program_that_reads_and_ends_at_once_is_not_taken_for_ready() {
        // Both happen while nobody watches it, so they are seen together; and no end of its output tells.
        String program = "sleep 600 & until read -t 0; do :; done; kill -STOP $PPID; read -rN 1;"
                + " (sleep 0.3; kill -CONT $PPID) & exit 3";
        Ran ran = os.act("spawn", "--stdio", "--id", "a", "--", "bash", "-c", program);
        assertEquals(1, ran.code(), ran::toString);
        assertTrue(ran.err().contains("a was not started: it exited with code 3"), ran::toString);
    }

    @Test
    void relative_names_start_where_the_user_was() throws IOException {
        Files.writeString(os.base().resolve("twice.jq"), ". * 2");
        os.act("spawn", "--stdio", "--reply", "--id", "a", "--", "jq", "-c", "-f", "twice.jq")
                .ok();
        assertEquals("4", os.act("ask", "--timeout", "1m", "a", "2").ok().line());
    }

    // ---- once for each message

    @Test
    void a_program_that_is_run_for_each_message_finds_the_state_in_a_file() throws IOException {
        os.spawn("sink", "recorder");
        String program = "read -r x; n=$(cat \"$ACTOS_STATE\"); echo $((n + x)) > \"$ACTOS_STATE\"; echo \"$n\"";
        spawnWith("\"state\": 5, ", "a", "--per-message", "--to=sink", "--", "bash", "-c", program);
        os.act("send", "--wait", "--timeout", "1m", "a", "2").ok();
        os.act("send", "--wait", "--timeout", "1m", "a", "3").ok();
        assertEquals("10", Files.readString(os.home("a").state()).strip());
        os.awaitGot("sink", "5", "7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "echo { > \"$ACTOS_STATE\"", "rm \"$ACTOS_STATE\"", "kill -KILL $$"})
    void nothing_takes_effect_if_it_fails(String failure) {
        os.manual("sink");
        String program = "echo 1; [ \"$(cat)\" = 2 ] || { echo 7 > \"$ACTOS_STATE\"; " + failure + "; }";
        spawnWith("\"restart\": \"permanent\", ", "a", "--per-message", "--to=sink", "--", "bash", "-c", program);
        String name = os.send("a", "1");
        os.send("a", "2");
        assertEquals("poison", os.awaitDead(name).reason());
        os.eventually(
                "the next one is handled", () -> Files.exists(os.home("sink").current()));
        assertEquals("{}", Programs.text(os.home("a").state()).strip());
        assertEquals(List.of(), os.waiting("sink"));
    }

    // ---- nodes of Maelstrom

    @Test
    void nodes_answer_clients_and_talk_to_each_other() {
        for (String node : List.of("n1", "n2", "n3")) {
            node(node);
        }
        assertEquals(
                "{\"type\":\"echo_ok\",\"in_reply_to\":1,\"echo\":\"é\"}",
                os.act("ask", "--timeout", "1m", "n1", "{\"type\": \"echo\", \"msg_id\": 1, \"echo\": \"é\"}")
                        .ok()
                        .line());
        os.send("n2", "{\"type\": \"add\", \"msg_id\": 1, \"number\": 7}");
        os.eventually("n3 knows it", () -> numbers("n3").equals("[7]"));
        assertEquals("[7]", numbers("n1"));
        assertTrue(Programs.text(os.home("n2").log()).contains("to nobody: {\"type\":\"add_ok\",\"in_reply_to\":1}"));
    }

    @Test
    void a_node_that_is_started_again_is_initialized_again() {
        node("n1");
        String name = os.send("n1", "{\"type\": \"die\"}");
        assertEquals("poison", os.awaitDead(name).reason());
        assertEquals("[]", numbers("n1"));
    }

    @Test
    void a_node_that_refuses_init_is_not_ready() {
        Ran ran = os.act("spawn", "--stdio", "--maelstrom", "n1", "--id", "n1", "--", node(), "refuse");
        assertEquals(1, ran.code(), ran::toString);
        assertTrue(ran.err().contains("the node answers init with"), ran::toString);
        Ran other = os.act("spawn", "--stdio", "--maelstrom", "n1,n2", "--id", "n3", "--", node());
        assertTrue(other.err().contains("this actor is n3, but the nodes are n1,n2"), other::toString);
    }

    @Test
    void a_node_that_asks_a_service_before_it_answers_init_is_ready_when_it_has_asked() {
        os.manual("kv");
        os.act("spawn", "--stdio", "--maelstrom", "n1", "--id", "n1", "--", node(), "asks-first")
                .ok();
        os.eventually("it has asked", () -> Files.exists(os.home("kv").current()));
        os.act("reply", "kv", "{\"type\": \"read_ok\", \"in_reply_to\": 7, \"value\": 4}")
                .ok();
        assertEquals("[4]", numbers("n1"));
    }

    @Test
    void a_node_that_never_answers_init_is_not_ready_and_its_log_says_why() {
        Ran ran = os.act("spawn", "--stdio", "--maelstrom", "n1", "--id", "n1", "--", "sh", "-c", "cat > /dev/null");
        assertEquals(1, ran.code(), ran::toString);
        assertTrue(ran.err().contains("the node has not answered init yet"), ran::toString);
    }

    @Test
    void a_program_that_polls_gets_whole_lines_and_goes_on_meanwhile() {
        node("n1", "polls");
        assertEquals("[]", numbers("n1"));
        long before = ticks("n1");
        os.eventually("it goes on", () -> ticks("n1") > before + 3);
        assertEquals("[]", numbers("n1"));
        String poller =
                "while ! read -t 0; do sleep 0.01; done; read -r x; echo $x; while ! read -t 0; do echo 7; sleep 0.01; done";
        os.spawn("sink", "recorder");
        os.act("spawn", "--stdio", "--whole-lines", "--to", "sink", "--id", "p", "--", "bash", "-c", poller)
                .ok();
        os.send("p", "1");
        os.eventually("it goes on", () -> os.got("sink").size() > 3);
    }

    @Test
    void a_proxy_passes_a_message_on_under_the_name_of_its_sender_who_is_answered_directly() {
        node("n1", "proxies");
        node("n2");
        Ran ran = os.act("ask", "--json", "--timeout", "1m", "n1", "{\"type\": \"echo\", \"msg_id\": 1, \"echo\": 5}");
        assertTrue(ran.ok().line().contains("\"from\":\"n2\""), ran::toString);
        assertTrue(ran.ok().line().contains("\"echo\":5"), ran::toString);
        String name = os.send("n1", "{\"type\": \"add\", \"msg_id\": 2, \"number\": 7}");
        os.eventually("n2 has handled it", () -> numbers("n2").equals("[7]"));
        assertTrue(
                journal("taken").stream()
                        .anyMatch(e ->
                                name.equals(e.text("name")) && "n1".equals(e.text("by")) && e.text("from") == null),
                "it is the person's");
        String log = Programs.text(os.home("n1").log());
        assertTrue(log.contains("not understood: 'no actor' is no actor's id"), log);
    }

    @Test
    void nodes_and_services_are_started_as_one_tree_by_one_command() {
        Ran ran = os.act("spawn", "--stdio", "--maelstrom", "n1,n2", "--services", "lin-kv,lin-tso", "--", node());
        assertEquals("node", ran.ok().line());
        assertEquals("[]", numbers("n2"));
        assertEquals(
                List.of("lin-kv", "lin-tso", "n1", "n2"),
                LiveRoot.names(os.home("n1").dir().getParent(), "(n[0-9]|l).*"));
        assertService("lin-kv", "{\"type\": \"write\", \"msg_id\": 1, \"key\": 1, \"value\": true}", "write_ok");
        assertService("lin-kv", "{\"type\": \"read\", \"msg_id\": 2, \"key\": \"1\"}", "\"code\":20");
        assertService("lin-kv", "{\"type\": \"read\", \"msg_id\": 2, \"key\": 1}", "\"value\":true");
        assertService("lin-kv", "{\"type\": \"cas\", \"key\": 1, \"from\": 1, \"to\": 2}", "\"code\":22");
        assertService("lin-kv", "{\"type\": \"cas\", \"key\": 1, \"from\": true, \"to\": 2}", "cas_ok");
        assertService("lin-kv", "{\"type\": \"cas\", \"key\": 2, \"from\": 0, \"to\": 2}", "\"code\":20");
        assertService(
                "lin-kv",
                "{\"type\": \"cas\", \"key\": 2, \"from\": 0, \"to\": 2, \"create_if_not_exists\": true}",
                "cas_ok");
        assertService("lin-kv", "{\"type\": \"write\", \"msg_id\": 7, \"key\": 1}", "\"in_reply_to\":7,\"code\":12");
        assertService("lin-kv", "{\"type\": \"txn\", \"msg_id\": 7}", "\"in_reply_to\":7,\"code\":10");
        assertService("lin-kv", "[]", "\"code\":12");
        assertService("lin-tso", "{\"type\": \"ts\", \"msg_id\": 1}", "\"ts\":0");
        assertService("lin-tso", "{\"type\": \"ts\", \"msg_id\": 1}", "\"ts\":1");
    }

    private void assertService(String service, String body, String part) {
        Ran ran = os.act("ask", "--timeout", "1m", service, body);
        assertTrue(ran.ok().line().contains(part), ran::toString);
    }

    private long ticks(String node) {
        return Programs.text(os.home(node).log()).lines().filter("tick"::equals).count();
    }

    private void node(String id) {
        node(id, "as-ever");
    }

    private void node(String id, String how) {
        spawnWith("\"restart\": \"permanent\", ", id, "--maelstrom=n1,n2,n3", "--", node(), how);
    }

    private static String node() {
        return Programs.actor("node.py").toString();
    }

    private String numbers(String node) {
        String answer = os.act("ask", "--timeout", "1m", node, "{\"type\": \"read\", \"msg_id\": 2}")
                .ok()
                .line();
        return Json.parse(answer.getBytes(StandardCharsets.UTF_8))
                .get("numbers")
                .toString();
    }

    private ActorHome spawn(String id, String... args) {
        return spawnWith("", id, args);
    }

    private ActorHome spawnWith(String fields, String id, String... args) {
        Path stdio = Programs.HOME.resolve("actors/stdio");
        os.request(
                id,
                "{" + fields + "\"path\": " + Json.text(stdio.toString()) + ", \"args\": " + Json.text(List.of(args))
                        + "}");
        os.awaitPhase(id, Phase.READY);
        return os.home(id);
    }

    /** The causes of what came to this actor. */
    private List<Long> causes(String to) {
        return journal("taken").stream()
                .filter(entry -> to.equals(entry.text("to")))
                .map(entry -> entry.number("cause"))
                .toList();
    }

    private long number(String name) {
        return journal("taken").stream()
                .filter(entry -> name.equals(entry.text("name")))
                .findFirst()
                .orElseThrow()
                .number("id");
    }
}
