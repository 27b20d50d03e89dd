package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Phase;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An actor puts back what it cannot handle yet, and gets it again in its place. */
@ParameterizedClass
@EnumSource(Mode.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StashIT {
    private static final String GATE = """
            function handle(state, message, context) {
              const seen = state.seen ?? [];
              if (message === "open") context.unstash();
              else if (!state.open) return context.stash();
              return {open: true, seen: [...seen, message]};
            }
            """;

    @RegisterExtension
    final LiveRoot os;

    private final Mode mode;

    StashIT(Mode mode) {
        this.mode = mode;
        os = LiveRoot.forOneTest(mode);
    }

    @Test
    void what_came_too_early_is_handled_in_its_order_when_it_can_be() throws IOException {
        os.start();
        gate();
        List.of("1", "2").forEach(body -> os.send("gate", body));
        os.awaitEqual(2, () -> os.journal("stashed").size());
        os.send("gate", "\"open\"");
        os.send("gate", "3");
        os.awaitEqual("[\"open\",1,2,3]", () -> state("gate").path("seen").toString());
        assertEquals(numbers("stashed"), numbers("unstashed"));
    }

    @Test
    void what_its_handler_sent_has_it_as_its_cause() throws IOException {
        os.start();
        os.manual("r");
        Path script = Files.writeString(os.base().resolve("sender.js"), """
                function handle(state, message, context) {
                  context.send("r", "not yet");
                  context.stash();
                }
                """);
        os.act("spawn", "--id", "sender", script.toString()).ok();
        os.send("sender", "1");
        os.awaitJournalled(2, "taken");
        assertEquals(1, os.journal("taken").get(1).number("cause"));
    }

    @Test
    void a_stash_that_the_disk_refuses_does_not_count_as_done(@TempDir Path base) {
        assumeTrue(
                OwnWorld.canBeMade() && OtherUser.canBecome(),
                "only root can be somebody else, and is refused nothing");
        new OwnWorld(base)
                .play("""
                chmod 711 ..; chown 65534:65534 .
                as() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
                as supervisor --daemon --cycle 100ms %s >/dev/null
                as act spawn --manual --id a >/dev/null
                as act send a 1 >/dev/null
                until [ -e running/a/spool/current ]; do sleep 0.05; done
                kill -STOP $(cat .pid)
                as mv running/a/spool/current send/a/stash
                chmod 500 running/a/spool
                kill -CONT $(cat .pid)
                until grep -q 'stashing mail' supervisor.json; do sleep 0.05; done
                for n in 1 2 3; do # mail to nobody is dead after a cycle
                  as bash -c "echo 0 >send/nobody::m$n.json"
                  until [ $(ls dead/messages | grep -c 'nobody::m.*json$') = $n ]; do sleep 0.05; done
                done
                ! grep -q '"event":"done"' journal/*.jsonl
                chmod 700 running/a/spool
                until grep -q '"event":"stashed"' journal/*.jsonl; do sleep 0.05; done
                """.formatted(mode == Mode.SCAN_ONLY ? "--scan-only" : ""))
                .ok();
    }

    @Test
    void a_stash_lasts_over_a_killed_supervisor_and_over_a_shutdown() throws IOException {
        os.start();
        gate();
        os.send("gate", "1");
        os.awaitJournalled(1, "stashed");
        os.supervisor().destroyForcibly();
        os.start();
        os.awaitPhase("gate", Phase.READY);
        os.shutdown();
        os.start("--restore");
        os.awaitPhase("gate", Phase.READY);
        os.send("gate", "\"open\"");
        os.awaitEqual("[\"open\",1]", () -> state("gate").path("seen").toString());
    }

    @Test
    void what_is_stashed_is_shown_and_let_go_by_hand() {
        os.start();
        ActorHome me = os.manual("me");
        os.send("me", "\"early\"");
        os.send("me", "\"late\"");
        os.eventually("one is current", () -> Files.exists(me.current()));
        os.bash("mv running/me/spool/current send/me/stash");
        os.signal();
        os.eventually("the other is current", () -> Files.exists(me.current()));

        String row = os.act("mail", "me").ok().out();
        assertTrue(row.contains(", stashed"), row);
        JsonNode mail = json(os.act("mail", "--json", "me"));
        assertEquals("false true", mail.findPath("held") + " " + mail.findPath("stashed"));
        String fate = os.act("show", "1").ok().out();
        assertTrue(fate.contains("stashed by me"), fate);
        os.act("resume", "1").ok();
        os.act("done", "me").ok();
        os.eventually("it is delivered again", () -> Programs.text(me.current()).contains("early"));
    }

    @Test
    void a_step_tells_that_its_message_was_put_back() throws IOException {
        os.start();
        gate();
        os.act("pause").ok();
        os.send("gate", "1");
        os.eventually("it waits", () -> os.waiting("gate").size() == 1);
        JsonNode step = json(os.act("step", "--json"));
        assertEquals("false true", step.path("done") + " " + step.path("stashed"));
        String refused = os.act("step", "1").ended(1).err();
        assertTrue(refused.contains("message 1 is stashed: act resume 1 lets it go"), refused);
    }

    @Test
    void an_image_holds_the_stash() throws IOException {
        os.start();
        gate();
        os.send("gate", "1");
        os.awaitJournalled(1, "stashed");
        os.act("pause").ok();
        os.act("image", "save", "before").ok();
        os.act("resume").ok();
        os.send("gate", "\"open\"");
        os.awaitEqual("[\"open\",1]", () -> state("gate").path("seen").toString());
        os.act("image", "load", "before").ok();
        os.awaitEqual(
                1, () -> LiveRoot.names(os.home("gate").spool(), ".*\\.stashed").size());
        os.send("gate", "\"open\"");
        os.awaitEqual("[\"open\",1]", () -> state("gate").path("seen").toString());
    }

    @Test
    void what_is_put_into_a_stash_by_hand_lies_there_in_the_order_of_its_names() throws IOException {
        os.start();
        gate();
        for (int i = 10; i < 30; i++) {
            os.publish(os.home("gate").spool().resolve("k" + i + ".json.stashed"), Integer.toString(i));
        }
        os.awaitEqual(
                20,
                () -> LiveRoot.names(os.home("gate").spool(), "0.*\\.stashed").size());
        os.send("gate", "\"open\"");
        String all = IntStream.range(10, 30).mapToObj(i -> "," + i).collect(Collectors.joining());
        os.awaitEqual("[\"open\"" + all + "]", () -> state("gate").path("seen").toString());
    }

    private void gate() throws IOException {
        Path script = Files.writeString(os.base().resolve("gate.js"), GATE);
        os.act("spawn", "--id", "gate", script.toString()).ok();
        os.awaitPhase("gate", Phase.READY);
    }

    private static JsonNode json(Ran ran) {
        return Json.parse(ran.ok().out().getBytes(StandardCharsets.UTF_8));
    }

    private List<Long> numbers(String event) {
        return os.journal(event).stream().map(entry -> entry.number("id")).toList();
    }

    private JsonNode state(String id) throws IOException {
        return Json.parse(Files.readAllBytes(os.home(id).state()));
    }
}
