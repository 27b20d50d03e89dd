package actos.act.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.call.Program;
import actos.act.root.Disk;
import actos.act.root.Liveness;
import actos.act.wait.SpawnRequest;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Restart;
import java.io.IOException;
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
class SpawnCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
    }

    @Test
    void prints_the_id_alone_and_passes_the_arguments_on_as_they_are() throws Exception {
        test.program("counter.sh");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call =
                    test.act("spawn", "--state", "{\"n\":5}", "--env", "K=V", "./counter.sh", "--json", "-x");
            assertEquals(new TestRoot.Call(0, "counter\n", ""), call);
            assertTrue(played.signals.contains("USR1"));
        }
        ActorSpec spec = ActorSpec.parse(
                Files.readAllBytes(test.root.actor(new ActorId("counter")).request()));
        assertEquals(test.cwd.resolve("counter.sh").toString(), spec.path());
        assertEquals(List.of("--json", "-x"), spec.args());
        assertEquals("{\"n\":5}", spec.state());
        assertEquals(java.util.Map.of("K", "V"), spec.env());
    }

    @Test
    void takes_the_next_name_where_a_request_waits_already() throws Exception {
        test.program("counter.sh");
        test.liveness = r -> new Liveness.Served(true, SELF);
        test.kill = (signal, target) -> {};
        TestRoot.write(test.root.request("counter"), "{}");
        SpawnRequest.publish(test.workspace(), "counter", new byte[] {'1'});
        assertEquals("1", Files.readString(test.root.request("counter-2")));
        assertEquals("{}", Files.readString(test.root.request("counter")));
    }

    @Test
    void says_what_is_missing_at_a_program() throws Exception {
        TestRoot.write(test.cwd.resolve("plain.sh"), "");
        test.program("there.sh");
        assertRefused("write ./there.sh", "there.sh");
        assertRefused("chmod +x ./plain.sh", "./plain.sh");
        assertRefused("there is no file ./gone.sh", "./gone.sh");
        assertRefused("is a directory", test.cwd.toString());
        assertRefused("no program nothing-like-this", "nothing-like-this");
    }

    @Test
    void writes_nothing_without_a_supervisor() throws Exception {
        TestRoot.Call call = test.act("spawn", "sh");
        assertEquals(3, call.code());
        assertTrue(call.err().contains("no supervisor is running"), call.err());
        assertEquals(0, Disk.list(test.root.spawn()).size());
    }

    @Test
    void tells_the_reason_of_a_refusal() throws Exception {
        test.program("counter.sh");
        test.actor("counter", "ready");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("spawn", "--id", "counter", "./counter.sh");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("id \"counter\" is taken"), call.err());
            assertEquals("", call.out());
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void tells_how_an_actor_ended_at_once_and_what_it_printed() throws Exception {
        test.program("fails.sh");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("spawn", "./fails.sh");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("fails was not started: it exited with code 3\n  going down"), call.err());
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void passes_the_restart_rule_on() throws Exception {
        test.program("x.sh");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            String[] rule = {
                "--restart",
                "permanent",
                "--intensity",
                "3",
                "--period",
                "10s",
                "--backoff",
                "1s..2m",
                "--on-restart",
                "initial"
            };
            String[] args = new String[rule.length + 2];
            System.arraycopy(rule, 0, args, 1, rule.length);
            args[0] = "spawn";
            args[rule.length + 1] = "./x.sh";
            assertEquals(new TestRoot.Call(0, "x\n", ""), test.act(args));
            assertEquals(
                    0,
                    test.act("spawn", "--id", "y", "--backoff", "5s", "./x.sh").code());
            assertTrue(!played.signals.isEmpty());
        }
        ActorSpec x = ActorSpec.parse(
                Files.readAllBytes(test.root.actor(new ActorId("x")).request()));
        assertEquals(Restart.PERMANENT, x.restart());
        assertEquals(3, x.intensity());
        assertEquals(Duration.ofSeconds(10), x.period());
        assertEquals(new ActorSpec.Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2)), x.backoff());
        assertEquals(ActorSpec.OnRestart.INITIAL, x.onRestart());
        ActorSpec y = ActorSpec.parse(
                Files.readAllBytes(test.root.actor(new ActorId("y")).request()));
        assertEquals(new ActorSpec.Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30)), y.backoff());
    }

    @Test
    void refuses_a_bad_restart_rule_before_anything_is_written() throws Exception {
        test.program("x.sh");
        assertRefused("restart must be one of", "--restart", "always", "./x.sh");
        assertRefused("intensity must be a whole number", "--intensity", "-1", "./x.sh");
        assertRefused("first \"\" is no duration", "--backoff", "..5s", "./x.sh");
        assertRefused("backoff first 1m is longer than max 30s", "--backoff", "1m", "./x.sh");
        assertRefused("onRestart must be one of", "--on-restart", "forget", "./x.sh");
        assertEquals(2, test.act("spawn", "--intensity", "few", "./x.sh").code());
    }

    @Test
    void starts_a_script_by_the_actor_that_runs_scripts() throws Exception {
        Path runner = installed("script");
        TestRoot.write(test.cwd.resolve("counter.js"), "");
        TestRoot.write(test.cwd.resolve("adder"), "");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(new TestRoot.Call(0, "counter\n", ""), test.act("spawn", "counter.js", "-x"));
            String[] all = {"--copy", "--allow", "files", "--live-clock", "--limit", "500ms", "--script", "adder"};
            assertEquals(new TestRoot.Call(0, "adder\n", ""), spawn(all, "first", "--copy"));
            assertTrue(!played.signals.isEmpty());
        }
        assertEquals(runner.toString(), request("counter").path());
        assertEquals(List.of(test.cwd + "/counter.js", "-x"), request("counter").args());
        assertEquals(
                List.of(
                        "--copy",
                        "--allow=files",
                        "--live-clock",
                        "--limit=500ms",
                        test.cwd + "/adder",
                        "first",
                        "--copy"),
                request("adder").args());
    }

    @Test
    void an_executable_that_says_what_runs_it_is_a_program_whatever_its_ending() throws Exception {
        installed("script");
        test.program("node.js");
        test.program("snake.py");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(new TestRoot.Call(0, "node\n", ""), test.act("spawn", "./node.js"));
            assertEquals(new TestRoot.Call(0, "bare\n", ""), test.act("spawn", "--id", "bare", "node.js"));
            assertEquals(new TestRoot.Call(0, "snake\n", ""), test.act("spawn", "snake.py"));
            assertTrue(!played.signals.isEmpty());
        }
        assertEquals(test.cwd + "/node.js", request("node").path());
        assertEquals(test.cwd + "/node.js", request("bare").path());
        assertEquals(test.cwd + "/snake.py", request("snake").path());
    }

    @Test
    void says_what_is_wrong_with_a_script_before_anything_is_written() throws Exception {
        TestRoot.write(test.cwd.resolve("counter.js"), "");
        test.program("x.sh");
        assertRefused("this ActOS was installed without it", "counter.js");
        installed("script");
        assertRefused("there is no file gone.js", "gone.js");
        assertRefused("is a directory", "--script", ".");
        assertRefused("limit \"soon\" is no duration", "--limit", "soon", "counter.js");
        assertUsage("--allow everything is unknown: files, network or java", "--allow", "everything", "counter.js");
        assertUsage("name one with --script FILE", "--live-clock", "./x.sh");
        assertUsage("a manual actor has no program", "--manual", "--id", "m", "--script", "counter.js");
        assertUsage("-f has the whole specification", "-f", "spec.json", "--copy");
    }

    @Test
    void plays_any_program_by_the_actor_that_does_that() throws Exception {
        Path stdio = installed("stdio");
        test.program("filter");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            String[] some = {"--stdio", "--envelope", "--to", "sink", "--per-message"};
            assertEquals(new TestRoot.Call(0, "filter\n", ""), spawn(some, "--", "./filter", "-c", "--to", "--"));
            String[] node = {"--stdio", "--maelstrom", "n1,n2", "--id", "n1"};
            assertEquals(new TestRoot.Call(0, "n1\n", ""), spawn(node, "./filter"));
            assertTrue(!played.signals.isEmpty());
        }
        assertEquals(stdio.toString(), request("filter").path());
        String filter = test.cwd + "/filter";
        List<String> more = List.of("--cwd=" + test.cwd, "--", filter, "-c", "--to", "--");
        List<String> args = new ArrayList<>(List.of("--envelope", "--to=sink", "--per-message"));
        args.addAll(more);
        assertEquals(args, request("filter").args());
        assertEquals(
                List.of("--maelstrom=n1,n2", "--cwd=" + test.cwd, "--", filter),
                request("n1").args());
    }

    @Test
    void says_what_is_wrong_with_the_options_for_a_program() throws Exception {
        test.program("x.sh");
        assertRefused("this ActOS was installed without it", "--stdio", "./x.sh");
        installed("stdio");
        assertRefused("there is no file ./gone", "--stdio", "./gone");
        assertRefused("id \"7\" must be made of a-z", "--stdio", "--to", "7", "./x.sh");
        assertUsage("go with --stdio", "--to", "sink", "./x.sh");
        assertUsage("exclude each other", "--stdio", "--to", "sink", "--reply", "./x.sh");
        assertUsage("exclude each other", "--stdio", "--copy", "./x.sh");
        assertUsage("--services are for the nodes", "--stdio", "--services", "lin-kv", "./x.sh");
        assertUsage("is none of seq-kv", "--stdio", "--maelstrom", "n1", "--services", "kv", "./x.sh");
        assertUsage("needs no --whole-lines", "--stdio", "--per-message", "--whole-lines", "./x.sh");
        assertUsage("neither --envelope nor --per-message", "--stdio", "--maelstrom", "n1", "--envelope", "./x.sh");
        assertUsage("\"\" is no actor's id", "--stdio", "--maelstrom", "n1,,n2", "./x.sh");
        assertUsage("--stdio needs a program", "--stdio");
    }

    @Test
    void makes_manual_actors_which_need_an_id() throws Exception {
        assertEquals(2, test.act("spawn", "--manual").code());
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(
                    "{\"id\":\"alice\"}\n",
                    test.act("spawn", "--manual", "--id", "alice", "--json").out());
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void takes_a_specification_whose_paths_start_from_its_directory() throws Exception {
        Path sub = Files.createDirectories(test.cwd.resolve("sub"));
        Files.move(test.program("x.sh"), sub.resolve("x.sh"));
        TestRoot.write(sub.resolve("spec.json"), "{\"path\":\"./x.sh\",\"id\":\"eve\",\"ready\":\"file\"}");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(new TestRoot.Call(0, "eve\n", ""), test.act("spawn", "-f", "sub/spec.json"));
            assertTrue(!played.signals.isEmpty());
        }
        ActorSpec spec = ActorSpec.parse(
                Files.readAllBytes(test.root.actor(new ActorId("eve")).request()));
        assertEquals(sub.resolve("x.sh").toString(), spec.path());
        assertTrue(spec.readyByFile());
    }

    @Test
    void refuses_a_bad_value_before_anything_is_written() throws Exception {
        test.program("x.sh");
        assertRefused("7up", "--id", "7up", "./x.sh");
        assertRefused("is not JSON", "--state", "{", "./x.sh");
        TestRoot.write(test.cwd.resolve("spec.json"), "{\"path\":\"./x.sh\",\"colour\":1}");
        assertRefused("unknown field \"colour\"", "-f", "spec.json");
    }

    @Test
    void starts_a_tree_with_the_paths_of_all_its_programs_from_where_the_file_is() throws Exception {
        test.program("a.sh");
        TestRoot.write(
                test.cwd.resolve("shop.json"),
                "{\"id\":\"shop\",\"children\":[{\"id\":\"sub\",\"children\":[{\"id\":\"a\",\"path\":\"./a.sh\"}]}]}");
        test.actor("top", "ready");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("spawn", "-f", "shop.json", "--parent", "top");
            assertEquals(new TestRoot.Call(0, "shop\n", ""), call);
            assertTrue(played.signals.contains("USR1"));
        }
        ActorSpec shop = ActorSpec.parse(
                Files.readAllBytes(test.root.actor(new ActorId("shop")).request()));
        assertEquals(new ActorId("top"), shop.supervision().parent());
        ActorSpec sub = shop.supervision().children().get(0);
        assertEquals(
                test.cwd.resolve("a.sh").toString(),
                sub.supervision().children().get(0).path());
    }

    @Test
    void checks_a_tree_without_starting_anything() throws Exception {
        test.program("a.sh");
        Path file = test.cwd.resolve("shop.json");
        String tree =
                "{\"id\":\"shop\",\"children\":[{\"id\":\"a\",\"path\":\"./a.sh\"},{\"id\":\"b\",\"manual\":true}]}";
        TestRoot.write(file, tree);
        assertEquals(
                new TestRoot.Call(0, "shop.json is right: 2 actors in 1 group\n", ""),
                test.act("spawn", "--check", "shop.json"));
        assertEquals(
                "{\"actors\":2,\"groups\":1}\n",
                test.act("spawn", "--json", "--check", "shop.json").out());

        TestRoot.write(file, tree.replace("./a.sh", "./b.sh"));
        assertRefused("there is no file ./b.sh", "--check", "shop.json");
        assertRefused(". is a directory: name a file in it", "--check", ".");
        TestRoot.Call call = test.act("spawn", "--check", "shop.json", "-f", "shop.json");
        assertEquals(2, call.code());
        assertTrue(call.err().contains("--check starts nothing"), call.err());
        TestRoot.write(file, tree.replace("\"children\"", "\"strategy\":\"all\",\"children\""));
        assertRefused("shop.json: strategy must be one of", "--check", "shop.json");
        TestRoot.write(file, tree.replace("\"children\"", "\"parent\":\"top\",\"children\""));
        assertRefused("shop.json: parent \"top\" can have no children: there is no such actor", "--check", "shop.json");
        TestRoot.write(file, tree);
        test.actor("b", "ready");
        assertRefused("shop.json: id \"b\" is taken: an actor of that name is running", "--check", "shop.json");
    }

    @Test
    void names_actors_after_programs() {
        assertEquals("counter", Program.actorName("./counter.sh"));
        assertEquals("word-count", Program.actorName("/x/word count.py"));
        assertEquals("a7up", Program.actorName("7up"));
        assertEquals("act-1", Program.actorName("/usr/bin/act"));
        assertEquals("archive.tar", Program.actorName("archive.tar.gz"));
        assertTrue(ActorId.isValid(Program.actorName("é".repeat(200))));
    }

    /** A ready-made actor of the distribution. */
    private Path installed(String name) throws IOException {
        Path actors = Files.createDirectories(test.cwd.resolve("home/actors"));
        test.env.put("ACTOS_HOME", actors.getParent().toString());
        return Files.move(test.program(name), actors.resolve(name));
    }

    private ActorSpec request(String id) throws IOException {
        return ActorSpec.parse(
                Files.readAllBytes(test.root.actor(new ActorId(id)).request()));
    }

    private TestRoot.Call spawn(String[] options, String... words) {
        List<String> all = new ArrayList<>(List.of("spawn"));
        all.addAll(List.of(options));
        all.addAll(List.of(words));
        return test.act(all.toArray(new String[0]));
    }

    private void assertUsage(String reason, String... args) {
        TestRoot.Call call = spawn(args);
        assertTrue(call.err().contains(reason), call.err());
        assertEquals(2, call.code());
    }

    private void assertRefused(String reason, String... args) throws IOException {
        String[] all = new String[args.length + 1];
        all[0] = "spawn";
        System.arraycopy(args, 0, all, 1, args.length);
        TestRoot.Call call = test.act(all);
        assertTrue(call.err().contains(reason), call.err());
        assertEquals(1, call.code());
        assertEquals(0, Disk.list(test.root.spawn()).size());
    }

    private static final actos.protocol.ProcessIdentity SELF =
            actos.protocol.ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
}
