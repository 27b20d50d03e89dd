package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Phase;
import actos.protocol.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Supervision trees with real processes: order, strategies, giving up, refusal as a whole, watching, and new supervisors. */
class TreesIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    private static String child(String id, String actor, String fields) {
        return LiveRoot.spec("\"id\": \"" + id + "\", \"restart\": \"permanent\", " + fields, actor);
    }

    private static String fragile(String id) {
        return child(id, "fragile", "");
    }

    private static String group(String id, String fields, String... children) {
        return "{\"id\": \"" + id + "\", " + fields + "\"children\": [" + String.join(", ", children) + "]}";
    }

    private void plant(String id, String fields, String... children) {
        os.request(id, group(id, fields, children));
        os.awaitPhase(id, Phase.READY);
    }

    private int starts(String id) throws IOException {
        return Files.readAllLines(os.home(id).dir().resolve("starts")).size();
    }

    private void awaitStarts(String id, int starts) {
        os.eventually(id + " was started " + starts + " times", () -> starts(id) == starts);
        os.awaitPhase(id, Phase.READY);
    }

    private List<String> actors(String event) {
        return os.journal(event).stream().map(e -> e.text("actor")).toList();
    }

    private void killSupervisor() throws InterruptedException {
        os.supervisor().destroyForcibly().waitFor();
    }

    private List<String> heard(String id) {
        return os.got(id).stream().filter(line -> line.contains("\"ended\"")).toList();
    }

    /** Needs a second of a processor before it catches USR1. */
    private String busy() throws IOException {
        return "\"readyTimeout\": \"2500ms\", \"path\": \"" + program("busy", """
                until read -r line < /proc/$$/stat && set -- ${line##*)} && ((${12} + ${13} > 100)); do :; done
                trap : USR1
                while :; do sleep infinity & wait; done""") + "\"";
    }

    @Test
    void however_many_start_at_once_each_has_its_time_and_what_is_restored_late_is_tried_again() throws IOException {
        os.start();
        int processors = Runtime.getRuntime().availableProcessors();
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 5 * processors; i++) {
            many.add("{\"id\": \"n" + i + "\", " + busy() + "}");
        }
        os.request("late", LiveRoot.spec("\"ready\": \"file\", \"readyTimeout\": \"5s\", ", "by-file"));
        os.eventually("it is started", () -> Files.exists(os.home("late").pid()));
        Hands.create(os.home("late").dir().resolve("go"));
        os.awaitPhase("late", Phase.READY);
        plant("shop", "\"order\": \"parallel\", ", many.toArray(String[]::new));
        os.shutdown();
        os.bash("cd dead/actors/late@*; rm go; sed -i 's/\"5s\"/\"500ms\"/' spec.json");
        os.start("--restore");
        os.awaitPhase("shop", Phase.READY);
        os.eventually("it is tried again", () -> os.status("late").restarts() >= 2);
        assertTrue(os.status("late").lastEnd().why().startsWith("not ready within 500ms: it did not make"));
        Hands.create(os.home("late").dir().resolve("go"));
        os.awaitPhase("late", Phase.READY);
        assertEquals(List.of(), LiveRoot.names(os.root.deadActors(), ".*"));
    }

    @Test
    void a_restoring_that_was_cut_short_before_the_parent_was_up_goes_on_with_its_children() throws Exception {
        os.start();
        plant("shop", "", fragile("a"), fragile("b"));
        os.shutdown();
        os.start("--restore", "--cycle", "200ms");
        os.awaitPhase("shop", Phase.READY);
        killSupervisor();
        // as it stands when a supervisor ends after it started the children: the parent came from its grave and waits
        os.bash("jq -c '{id: \"shop\", why: \"x\", at: .lastShutdown, shutdown: .lastShutdown}' supervisor.json"
                + " > running/shop/exit.json");
        os.start("--restore", "--cycle", "200ms");
        os.eventually(
                "the parent is taken in", () -> !Files.exists(os.home("shop").exit()));
        os.awaitPhase("shop", Phase.READY);
        assertEquals(List.of(), LiveRoot.names(os.root.deadActors(), ".*"));
        assertEquals(List.of("a", "b", "shop"), LiveRoot.names(os.root.running(), ".*"));
    }

    @Test
    void a_tree_starts_in_order_and_links_show_it_and_it_is_stopped_in_reverse_order() throws IOException {
        os.start();
        plant(
                "shop",
                "",
                fragile("a"),
                group("sub", "\"restart\": \"permanent\", ", fragile("b"), fragile("c")),
                fragile("d"));
        assertEquals(List.of("a", "b", "c", "sub", "d", "shop"), actors("ready"));
        Path links = os.home("shop").children();
        assertEquals(List.of("a", "d", "sub"), LiveRoot.names(links, ".*"));
        assertEquals(os.home("a").dir().toRealPath(), links.resolve("a").toRealPath());

        os.bash("touch running/shop/stop");
        os.awaitBuried("shop");
        assertEquals(List.of("d", "c", "b", "sub", "a", "shop"), actors("buried"));
        os.eventually(
                "nothing is left", () -> LiveRoot.names(os.root.running(), ".*").isEmpty());
    }

    @Test
    void a_group_that_is_to_restart_does_so_once() throws IOException {
        os.start();
        plant("shop", "", fragile("a"), fragile("b"));
        String told = os.act("restart", "shop").ok().err();
        assertTrue(told.contains("shop was started again: all its children"), told);
        assertFalse(Files.exists(os.home("shop").restart()));
        os.awaitPhase("b", Phase.READY);
        os.send("b", "7");
        os.awaitGot("b", "7");
        assertEquals(2, starts("a"));
        assertEquals(2, starts("b"));
    }

    @Test
    void so_does_one_whose_children_need_longer_than_a_cycle() throws IOException {
        os.start("--cycle", "100ms");
        String slow =
                program("slow", "echo x >> starts; sleep 0.7; trap : USR1; sleep infinity & while :; do wait $!; done");
        plant("shop", "", fragile("a"), "{\"id\": \"b\", \"restart\": \"permanent\", \"path\": \"" + slow + "\"}");
        os.act("restart", "shop").ok();
        assertEquals(2, starts("a"));
        assertEquals(2, starts("b"));
    }

    @Test
    void rest_for_one_restarts_those_behind_and_keeps_their_mail() throws IOException {
        os.start();
        plant("shop", "\"strategy\": \"rest_for_one\", ", fragile("a"), fragile("b"), child("c", "fragile", ""));
        os.send("b", "{\"leave\": 3}");
        awaitStarts("b", 2);
        awaitStarts("c", 2);
        assertEquals(1, starts("a"));
        os.send("c", "7");
        os.awaitGot("c", "7");
    }

    @Test
    void one_for_all_restarts_all_and_what_a_sibling_was_at_is_given_to_it_again() throws IOException {
        os.start();
        plant("shop", "\"strategy\": \"one_for_all\", ", child("g", "gated", ""), fragile("b"));
        os.send("g", "1");
        os.awaitGot("g", "1");
        os.send("b", "{\"leave\": 3}");
        awaitStarts("b", 2);
        os.eventually("g has it again", () -> os.got("g").equals(List.of("1", "1")));
        os.awaitJournalled(1, "returned");
    }

    @Test
    void one_restart_too_many_and_the_group_stays_down_and_says_why() {
        os.start();
        plant("shop", "\"intensity\": 1, ", fragile("a"), fragile("b"));
        os.send("a", "{\"leave\": 3}");
        os.eventually(
                "a is back",
                () -> os.status("a").restarts() == 1 && os.status("a").phase() == Phase.READY);
        os.send("b", "{\"leave\": 4}");
        ActorHome grave = os.awaitBuried("shop");
        assertEquals(
                "given up: more than 1 restarts of its children within 1m; the last time it was b: it exited with code 4",
                LiveRoot.exit(grave).why());
        assertFalse(Files.exists(os.home("a").dir()));
    }

    @Test
    void an_inner_group_that_gives_up_is_started_again_by_the_one_above() {
        os.start();
        plant("top", "", group("sub", "\"restart\": \"permanent\", \"intensity\": 0, ", fragile("a"), fragile("b")));
        os.send("b", "{\"leave\": 3}");
        os.eventually("the group is back", () -> os.status("sub").restarts() == 1);
        os.awaitPhase("sub", Phase.READY);
        assertEquals(1, os.status("a").restarts());
        assertEquals(1, os.status("top").childRestarts().size());
    }

    @Test
    void one_that_is_started_again_with_its_siblings_counts_from_zero() throws IOException {
        os.start();
        String mid = group("mid", "\"restart\": \"permanent\", \"intensity\": 1, ", fragile("w"));
        plant("top", "\"strategy\": \"one_for_all\", ", mid, fragile("sib"));
        os.act("kill", "w").ok();
        awaitStarts("w", 2);
        os.act("kill", "sib").ok();
        awaitStarts("w", 3);
        awaitStarts("sib", 2);
        os.act("kill", "w").ok();
        awaitStarts("w", 4);
        os.eventually("it is counted", () -> os.status("mid").childRestarts().size() == 1);
        assertEquals(1, os.status("mid").restarts());
    }

    @Test
    void by_default_a_tree_is_given_up_whose_child_lives_for_a_second_each_time() throws IOException {
        os.start();
        String brief = program("brief", "trap : USR1; sleep 1; exit 1");
        plant("shop", "", fragile("a"), "{\"id\": \"b\", \"restart\": \"permanent\", \"path\": \"" + brief + "\"}");
        assertTrue(LiveRoot.exit(os.awaitBuried("shop")).why().startsWith("given up: more than 5 restarts"));
        assertEquals(6, actors("exited").stream().filter("b"::equals).count());
    }

    private String program(String name, String script) throws IOException {
        Path file = Files.writeString(os.base().resolve(name), "#!/bin/bash\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"))
                .toString();
    }

    @Test
    void a_child_that_was_asked_for_and_cannot_be_started_is_told_to_whoever_has_asked_and_to_nobody_else()
            throws IOException {
        os.start();
        plant("shop", "\"strategy\": \"one_for_all\", \"intensity\": 0, ", fragile("a"), fragile("b"));
        String bad = program("bad", "echo no conf; exit 3");
        String nothing = program("nothing", "exit 0");
        Ran ran = os.act("spawn", "--parent", "shop", "--restart", "permanent", "--id", "extra", bad);
        assertEquals(1, ran.code());
        String why = "act: extra was not started: it exited with code 3 before it was ready\n  no conf\n";
        assertEquals(why, ran.err());
        ran = os.act("spawn", "--parent", "shop", "--restart", "permanent", "--id", "extra", nothing);
        assertTrue(ran.err().contains("it exited with code 0 before it was ready"), ran.err());
        os.act("stop", "a").ok();
        ran = os.act("spawn", "--parent", "shop", "--restart", "permanent", "--id", "a", bad);
        assertTrue(ran.err().contains("a was not started: it exited with code 3"), ran.err());
        os.bash("mv \"$(ls -d dead/actors/a@* | tail -n 1)\" running/a");
        os.eventually(
                "it lies in its grave again",
                () -> LiveRoot.names(os.root.deadActors(), "a@.*").size() == 2);
        os.eventually(
                "it was tried",
                () -> actors("buried").stream().filter("a"::equals).count() == 3);
        assertEquals(1, starts("b"));
        assertEquals(0, os.status("shop").childRestarts().size());
    }

    @Test
    void a_child_that_cannot_be_started_fails_the_tree_and_act_says_so() throws IOException {
        os.start();
        Path file = os.base().resolve("shop.json");
        Path program = Files.writeString(os.base().resolve("b.sh"), "#!/bin/sh\necho no b.conf; exit 3\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        String broken = "{\"id\": \"b\", \"path\": \"./b.sh\"}";
        Files.writeString(file, group("shop", "", fragile("a"), broken, fragile("c")));
        Ran ran = os.act("spawn", "-f", file.toString());
        assertEquals(1, ran.code());
        String why = "act: shop was not started: its child b could not be started: it exited with code 3";
        assertTrue(ran.err().startsWith(why), ran.err());
        assertTrue(ran.err().endsWith("; b printed:\n  no b.conf\n"), ran.err());
        os.eventually(
                "nothing is left", () -> LiveRoot.names(os.root.running(), ".*").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'children':[{'id':'a','path':'/bin/cat'},{'id':'b','path':'/no/such'}] | path | b: path \"/no/such\" does not exist",
                "'children':[{'id':'a','path':'/bin/cat'},{'id':'taken','manual':true}] | id | the child's id \"taken\" is taken: an actor of that name is running",
                "'children':[{'id':'a','path':'/bin/cat'}],'parent':'nobody' | parent | parent \"nobody\" can have no children: there is no such actor",
                "'children':[{'id':'a','path':'/bin/cat'}],'strategy':'all' | strategy | strategy must be one of \"one_for_one\", \"one_for_all\", \"rest_for_one\", not \"all\"",
                "'children':[{'id':'a','path':'/bin/cat','intensity':-1}] | intensity | a: intensity must be a whole number, 0 or more, not -1",
            })
    void a_tree_is_refused_as_a_whole(String fields, String field, String detail) {
        os.start().manual("taken");
        os.request("bad", "{" + fields.strip().replace('\'', '"') + "}");
        Why why = os.awaitRefused("bad");
        assertEquals(field, why.field());
        assertEquals(detail, why.detail());
        assertEquals(List.of("taken"), LiveRoot.names(os.root.running(), ".*"));
    }

    @Test
    void ten_thousand_levels_are_refused_and_the_rest_goes_on() {
        os.start();
        StringBuilder deep = new StringBuilder();
        for (int i = 1; i <= 10_000; i++) {
            deep.append("{\"id\": \"n").append(i).append("\", \"children\": [");
        }
        os.request("deep", deep.append("]}".repeat(10_000)).toString());
        os.manual("other");
        assertTrue(os.awaitRefused("deep").detail().contains("levels deep"), os.awaitRefused("deep")::detail);
    }

    @Test
    void a_dynamic_child_is_restarted_alone_and_ends_with_its_parents_restart() throws IOException {
        os.start();
        plant("top", "", group("shop", "\"restart\": \"permanent\", \"strategy\": \"one_for_all\", ", fragile("a")));
        os.request("d", child("d", "fragile", "\"parent\": \"shop\", "));
        awaitStarts("d", 1);
        os.send("d", "{\"leave\": 3}");
        awaitStarts("d", 2);
        assertEquals(1, starts("a"));
        os.bash("touch running/shop/restart");
        os.awaitBuried("d");
        awaitStarts("a", 2);
        assertEquals(List.of("a"), LiveRoot.names(os.home("shop").children(), ".*"));
    }

    @Test
    void stop_of_a_child_is_no_crash_and_kill_is_one_and_a_grave_that_is_moved_back_takes_its_place()
            throws IOException {
        os.start();
        plant("shop", "\"intensity\": 1, \"strategy\": \"rest_for_one\", ", fragile("a"), fragile("b"));
        os.act("stop", "a").ok();
        assertEquals(0, os.status("shop").childRestarts().size());
        os.bash("mv dead/actors/a@* running/a");
        awaitStarts("a", 2);
        assertEquals(1, starts("b"));
        os.act("kill", "a").ok();
        awaitStarts("b", 2);
        assertEquals(1, os.status("shop").childRestarts().size());
    }

    // ---- watching ---------------------------------------------------------------------------------------------------

    @Test
    void a_watcher_hears_of_each_end_once_from_the_supervisor() {
        os.start();
        os.spawnWith("a", "fragile", "\"restart\": \"transient\", ");
        os.spawnWith("w", "recorder", "\"watch\": [\"a\"], ");
        os.send("a", "{\"leave\": 3}");
        os.eventually("w has heard", () -> heard("w").size() == 1);
        os.awaitPhase("a", Phase.READY);
        os.send("a", "{\"leave\": 0}");
        os.eventually("w has heard of the last end, too", () -> heard("w").size() == 2);
        assertEquals(
                List.of(
                        "{\"event\":\"ended\",\"id\":\"a\",\"reason\":\"it exited with code 3\",\"code\":3,\"willRestart\":true}",
                        "{\"event\":\"ended\",\"id\":\"a\",\"reason\":\"it exited with code 0\",\"code\":0,\"willRestart\":false}"),
                heard("w"));
        os.eventually(
                "the journal names the supervisor",
                () -> os.journal("taken").stream()
                        .filter(e -> "w".equals(e.text("to")))
                        .map(e -> e.text("from"))
                        .toList()
                        .equals(List.of("supervisor", "supervisor")));
    }

    @Test
    void an_actor_in_any_language_asks_by_a_message_and_hears_also_of_who_is_gone() throws IOException {
        os.start();
        os.spawn("a", "fragile");
        ActorHome w = os.spawn("w", "recorder");
        Path drawer = os.root.drawer(new ActorId("w"));
        os.publish(drawer.resolve("supervisor::w1.json"), "{\"watch\": \"a\"}");
        os.eventually("it is written down", () -> Files.readString(w.spec()).contains("\"watch\""));
        os.send("a", "{\"leave\": 3}");
        os.eventually("w has heard", () -> heard("w").size() == 1);
        os.publish(drawer.resolve("supervisor::w2.json"), "{\"watch\": \"nobody\"}");
        os.eventually("w has heard of nobody", () -> heard("w").size() == 2);
        assertTrue(heard("w").get(1).contains("there is no actor \\\"nobody\\\""), heard("w")::toString);
    }

    @Test
    void nobody_can_speak_for_the_supervisor() throws IOException {
        os.start().spawn("w", "recorder");
        Path forged = Files.createDirectory(os.base().resolve("supervisor"));
        os.publish(forged.resolve("w::x1.json"), "{\"event\": \"ended\"}");
        Files.move(forged, os.root.send().resolve("supervisor"));
        os.signal();
        assertEquals("bad-name", os.awaitDeadFile("supervisor").reason());
        String asked = os.drop("supervisor", "{\"watch\": \"w\"}");
        os.signal();
        assertEquals(
                "bad-name", os.awaitDeadFile("supervisor::" + asked + ".json").reason());
        os.send("w", "1");
        os.awaitGot("w", "1");
    }

    // ---- another supervisor -----------------------------------------------------------------------------------------

    @Test
    void a_tree_is_adopted_with_its_counters_and_what_ended_meanwhile_has_crashed() throws Exception {
        os.start();
        plant("shop", "\"strategy\": \"rest_for_one\", \"intensity\": 2, ", fragile("a"), fragile("b"));
        os.send("b", "{\"leave\": 3}");
        awaitStarts("b", 2);
        os.eventually(
                "it is written down", () -> os.status("shop").childRestarts().size() == 1);
        killSupervisor();
        os.bash("kill -KILL -- -$(cat running/a/.pid)");
        os.start();
        awaitStarts("a", 2);
        awaitStarts("b", 3);
        os.eventually("it is counted", () -> os.status("shop").childRestarts().size() == 2);
        assertEquals(List.of("a", "b"), LiveRoot.names(os.home("shop").children(), ".*"));
        os.send("a", "{\"leave\": 3}");
        assertTrue(LiveRoot.exit(os.awaitBuried("shop")).why().startsWith("given up: more than 2"));
    }

    @Test
    void a_pending_restart_outlives_the_supervisor() throws Exception {
        os.start();
        plant(
                "shop",
                "\"strategy\": \"rest_for_one\", ",
                child("a", "fragile", "\"backoff\": {\"first\": \"3s\", \"max\": \"3s\"}, "),
                fragile("b"));
        os.send("a", "{\"leave\": 3}");
        awaitStarts("a", 2);
        awaitStarts("b", 2);
        os.send("a", "{\"leave\": 3}");
        os.awaitPhase("a", Phase.RESTARTING);
        os.awaitPhase("b", Phase.PENDING);
        killSupervisor();
        os.start();
        awaitStarts("a", 3);
        awaitStarts("b", 3);
    }

    @Test
    void an_end_is_told_once_however_often_the_supervisor_is_killed() throws Exception {
        os.start();
        os.spawnWith("a", "fragile", "\"restart\": \"permanent\", ");
        os.spawnWith("w", "recorder", "\"watch\": [\"a\"], ");
        killSupervisor();
        os.bash("kill -KILL -- -$(cat running/a/.pid)");
        for (int i = 0; i < 3; i++) {
            os.start();
            os.eventually("w has heard", () -> heard("w").size() == 1);
            awaitStarts("a", 2);
            killSupervisor();
        }
        os.start();
        os.send("w", "1");
        os.eventually("w got what was sent last", () -> os.got("w").contains("1"));
        assertEquals(1, heard("w").size());
    }

    @Test
    void restore_brings_a_tree_back_in_order_with_its_counters() throws IOException {
        os.start();
        plant("shop", "", fragile("a"), group("sub", "\"restart\": \"permanent\", ", fragile("b")));
        os.send("b", "{\"leave\": 3}");
        awaitStarts("b", 2);
        os.shutdown();
        try (Stream<Path> left = Files.list(os.root.running())) {
            assertEquals(0, left.count());
        }
        os.start("--restore");
        awaitStarts("a", 2);
        awaitStarts("b", 3);
        os.awaitPhase("shop", Phase.READY);
        assertEquals(1, os.status("b").restarts());
        assertEquals(1, os.status("sub").childRestarts().size());
        assertEquals(List.of("b"), LiveRoot.names(os.home("sub").children(), ".*"));
    }

    @Test
    void what_shutdowns_ended_can_be_brought_back_until_somebody_does_or_discards_it() throws IOException {
        os.start("--cycle", "200ms");
        plant("shop", "", fragile("a"));
        os.spawn("b", "fragile");
        os.spawn("c", "fragile");
        os.spawn("d", "fragile");
        os.shutdown();
        os.start("--cycle", "200ms");
        String said = os.act("ls").ok().out();
        assertTrue(said.contains("\n5 actors that shutdowns have ended can be brought back: "), said);
        os.act("dead", "rm", "b").ok();
        os.spawn("c", "fragile");
        os.act("stop", "c").ok();
        os.spawn("e", "fragile");
        os.awaitEqual(3, () -> Hands.system(os).restorable());
        os.shutdown();
        said = os.act("ls").ok().out();
        assertTrue(said.contains("4 actors that shutdowns have ended can be brought back: "), said);
        os.start("--restore", "--cycle", "200ms");
        os.awaitPhase("shop", Phase.READY);
        os.awaitPhase("e", Phase.READY);
        awaitStarts("a", 2);
        awaitStarts("d", 2);
        assertEquals(List.of("a", "d", "e", "shop"), LiveRoot.names(os.root.running(), ".*"));
        assertEquals(0, Hands.system(os).restorable());
    }

    @Test
    void a_tree_is_revived_with_its_children_as_they_were_and_says_who_starts_anew() throws IOException {
        os.start("--cycle", "200ms");
        String sub = group("sub", "\"restart\": \"permanent\", ", fragile("b"));
        plant("shop", "", fragile("a"), sub, fragile("c"));
        os.request("d", child("d", "fragile", "\"parent\": \"shop\", "));
        awaitStarts("d", 1);
        os.send("b", "7");
        os.awaitGot("b", "7");
        os.act("stop", "shop").ok();
        os.act("dead", "rm", "c").ok();
        Ran ran = os.act("dead", "revive", "shop").ok();
        assertEquals("act: these start anew: c; nothing of what they were lies in dead/actors\n", ran.err());
        awaitStarts("a", 2);
        awaitStarts("b", 2);
        awaitStarts("c", 1);
        awaitStarts("d", 2);
        assertEquals(List.of("7"), os.got("b"));
        assertEquals(List.of(), LiveRoot.names(os.root.deadActors(), ".*"));
        assertEquals(
                List.of("a", "c", "d", "sub"), LiveRoot.names(os.home("shop").children(), ".*"));

        os.act("stop", "shop").ok();
        os.spawn("a", "fragile");
        String refused = os.act("dead", "revive", "shop").err();
        assertTrue(refused.contains("nothing was moved: a@"), refused);
        assertEquals(List.of("a"), LiveRoot.names(os.root.running(), ".*"));
    }
}
