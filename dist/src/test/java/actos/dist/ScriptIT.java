package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scripts as actors, with all that they stand on; what a script can do is shown by its own module. */
@Timeout(180)
class ScriptIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @Test
    void an_answer_finds_what_was_kept_although_actor_and_supervisor_have_ended_since_the_question()
            throws IOException {
        ActorHome prices = os.start().manual("prices");
        ActorHome buyer = os.manual("buyer");
        ActorHome shop = spawn(
                "shop",
                Files.readString(Programs.CHECKOUT.resolve("examples/asking/shop.js")),
                "--restart",
                "permanent");

        os.publish(os.root.send().resolve("buyer/shop::order.json"), "{\"item\": \"tea\", \"count\": 3}");
        os.signal();
        os.eventually("the shop has asked", () -> Files.exists(prices.current()));
        os.bash("kill -STOP $(cat running/shop/.pid)");
        os.send("shop", "{\"item\": \"cake\", \"count\": 1}");
        os.eventually("the shop has other mail in its hands", () -> Files.exists(shop.current()));
        os.publish(os.root.send().resolve("prices/shop::b1.json"), "7");
        Files.delete(prices.current());
        os.signal();
        os.eventually(
                "the answer waits, and says to what",
                () -> !LiveRoot.names(shop.spool(), ".*~prices~.*~b1=.*\\.ask\\.json")
                        .isEmpty());
        Hands.crash(os);
        Hands.kill(os, "shop");
        os.start();

        os.eventually("the buyer has the shop's answer", () -> Files.exists(buyer.current()));
        assertEquals("{\"pay\":21}\n", Files.readString(buyer.current()));
        Envelope envelope = Json.read(Files.readAllBytes(buyer.envelope()), Envelope.class);
        assertEquals("order", envelope.inReplyTo().value());
        os.eventually(
                "only the question about cake is open",
                () -> LiveRoot.names(shop.asks(), ".*\\.json").size() == 1);
        assertEquals("{\"money\":21}", Files.readString(shop.state()).strip());
    }

    @Test
    void who_waits_is_answered_later_although_all_have_ended_since_and_an_image_was_loaded() throws IOException {
        os.start();
        String lock = Programs.CHECKOUT.resolve("examples/lock/lock.js").toString();
        os.act("spawn", "--restart", "permanent", lock).ok();
        spawn("wants", """
                function handle(state, message, context) {
                  context.ask("lock", "acquire", {keep: message, within: "1h"});
                }
                function answered(state, answer, context) {
                  (state.got ??= []).push(context.kept);
                }
                """, "--restart", "permanent");
        for (String each : List.of("1", "2", "3")) {
            os.act("send", "--wait", "--timeout", "1m", "wants", each).ok();
        }
        awaitGot("[1]");
        os.bash("kill -KILL $(cat running/lock/.pid)");
        os.act("send", "--wait", "--timeout", "1m", "lock", "\"release\"").ok();
        awaitGot("[1,2]");
        os.act("image", "save", "i").ok();
        os.act("send", "--wait", "--timeout", "1m", "lock", "\"release\"").ok();
        awaitGot("[1,2,3]");
        os.act("image", "load", "i").ok();
        awaitGot("[1,2]");
        os.act("shutdown").ok();
        os.start("--restore");
        os.act("send", "--wait", "--timeout", "1m", "lock", "\"release\"").ok();
        awaitGot("[1,2,3]");
    }

    private void awaitGot(String numbers) {
        os.eventually(
                "it got " + numbers,
                () -> Programs.text(os.home("wants").state()).equals("{\"got\":" + numbers + "}\n"));
    }

    @Test
    void a_handler_that_wants_all_memory_ends_alone() throws IOException {
        os.start();
        spawn(
                "greedy",
                "const handle = () => { for (const all = [];;) all.push(new Array(1e6).fill(0.5)); };",
                "--limit",
                "2m");
        os.send("greedy", "1");
        ActorHome grave = os.awaitBuried("greedy");
        assertEquals(1, LiveRoot.exit(grave).code());
        String log = Files.readString(grave.log());
        assertTrue(log.contains("memory"), log);
    }

    @Test
    void a_user_without_a_home_that_can_be_written_is_not_warned() throws IOException {
        os.start();
        spawn("a", "function handle(s, m, c) { c.log('seen'); }", "--env", "ACTOS_JAVA_OPTS=-Duser.home=/proc/none");
        os.act("send", "--wait", "--timeout", "1m", "a", "1").ok();
        assertEquals("[1] seen", Programs.text(os.home("a").log()).strip());
    }

    @Test
    void a_python_file_is_started_as_a_script_is_and_relative_paths_start_from_the_program_in_each_language()
            throws IOException {
        os.start();
        Path dir = Files.createDirectory(os.base().resolve("of actors"));
        Files.writeString(dir.resolve("starts.py"), """
                import actos

                @actos.handle
                def handle(state, message, context):
                    context.spawn({"path": "./child.sh", "id": "of-" + context.args[0], "cwd": "."})

                actos.run()
                """);
        String child = "#!/bin/bash\n%s\n. \"$ACTOS_HOME/lib/actos.sh\"\n";
        Files.writeString(dir.resolve("child.sh"), child.formatted("on_message() { pwd; }"));
        String starts =
                "on_message() { log starting; spawn '{\"children\": [{\"id\": \"of-b\", \"path\": \"./child.sh\"}]}'; }";
        Files.writeString(dir.resolve("starts.sh"), child.formatted(starts));
        Files.writeString(
                dir.resolve("starts.js"),
                "function handle(s, m, c) { c.spawn('./child.sh', {id: 'of-j', cwd: '.'}); }");
        os.bash("chmod +x '" + dir + "'/*.sh");
        os.act("spawn", "--id", "p", dir + "/starts.py", "p").ok();
        os.act("spawn", "--id", "b", dir + "/starts.sh").ok();
        os.act("spawn", "--id", "j", dir + "/starts.js").ok();
        for (String each : List.of("p", "b", "j")) {
            os.send(each, "1");
            os.awaitPhase("of-" + each, Phase.READY);
        }
        assertTrue(Programs.text(os.home("b").log()).strip().endsWith("] starting"));
        os.act("send", "--wait", "--timeout", "1m", "of-p", "1").ok();
        assertEquals(dir.toString(), Programs.text(os.home("of-p").log()).strip());
        os.act("send", "--wait", "--timeout", "1m", "of-j", "1").ok();
        assertEquals(dir.toString(), Programs.text(os.home("of-j").log()).strip());
    }

    private ActorHome spawn(String id, String script, String... options) throws IOException {
        Path file = Files.writeString(os.base().resolve(id + ".js"), script);
        List<String> words = new ArrayList<>(List.of("spawn"));
        words.addAll(List.of(options));
        words.add(file.toString());
        assertEquals(id + "\n", os.act(words.toArray(new String[0])).out());
        return os.home(id);
    }
}
