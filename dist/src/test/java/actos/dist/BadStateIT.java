package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Json;
import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A state that nobody can read is not the fault of the messages that come: they wait, and it is said where and why. */
@Timeout(240)
class BadStateIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    private void permanent(String id, String path, String... args) {
        os.request(
                id,
                Json.text(
                        Map.of("path", path, "args", List.of(args), "restart", "permanent", "state", Map.of("n", 1))));
        os.awaitPhase(id, Phase.READY);
    }

    private void awaitDegraded(String what) {
        os.eventually("it is said: " + what, () -> Hands.degraded(os).stream().anyMatch(s -> s.startsWith(what)));
    }

    @Test
    void mail_waits_for_a_state_that_is_none_and_goes_on_when_it_is_mended() throws IOException {
        os.start();
        Path script = Files.writeString(
                os.base().resolve("n.js"), "function handle(state, message) { return {n: state.n + message.add}; }");
        Path counter = Programs.CHECKOUT.resolve("examples/counter");
        Path ready = Programs.HOME.resolve("actors");
        permanent("n", ready.resolve("script").toString(), script.toString());
        permanent("c", counter.resolve("counter.sh").toString());
        permanent("p", counter.resolve("counter.py").toString());
        permanent(
                "s",
                ready.resolve("stdio").toString(),
                "--envelope",
                "--",
                "jq",
                "-c",
                "--unbuffered",
                "{state: {n: (.state.n + .body.add)}}");
        List<String> ids = List.of("n", "c", "p", "s");
        os.bash(
                "cd running; echo '{\"n\":1,}' > n/state.json; > c/state.json; rm p/state.json; printf '\\xe9' > s/state.json");
        ids.forEach(id -> List.of(1, 2, 3).forEach(n -> os.send(id, "{\"add\": " + n + "}")));
        awaitDegraded("delivering to n: running/n/state.json is not JSON: ");
        awaitDegraded(
                "delivering to c: running/c/state.json is not JSON: it is empty; its mail waits until that is mended");
        awaitDegraded("delivering to p: running/p/state.json is missing; ");
        awaitDegraded("delivering to s: running/s/state.json is not JSON: ");
        String what = "degraded: delivering to n: running/n/state.json is not JSON: ";
        String shown = os.act("show", "n").ok().out();
        assertTrue(shown.contains(what) && shown.contains("(line 1, column 8); its mail waits"), shown);
        assertTrue(os.act("ls").ok().out().contains(what));
        assertTrue(os.act("show", "n", "--json").ok().out().contains("\"degraded\":[\"delivering to n: "));

        Hands.crash(os);
        Hands.kill(os, "c");
        os.start();
        awaitDegraded("delivering to n: ");
        awaitDegraded("delivering to c: ");
        ids.forEach(id -> os.publish(os.home(id).state(), "{\"n\": 1}"));
        for (String id : ids) {
            os.eventually(
                    id + " has handled all",
                    () -> Programs.text(os.home(id).state()).replace(" ", "").equals("{\"n\":7}\n"));
        }
        os.eventually("nothing is degraded any more", () -> Hands.degraded(os).isEmpty());
        assertEquals(List.of(), LiveRoot.names(os.root.deadMessages(), ".*"));
        assertEquals(0, os.status("n").restarts());
    }

    @Test
    void an_actor_that_says_that_it_cannot_read_its_state_gets_no_mail_until_one_of_them_was_changed() {
        os.start();
        os.spawnWith("a", "fragile", "\"restart\": \"permanent\", \"maxAttempts\": 1, ");
        os.send("a", "{\"exit\": 78}");
        os.send("a", "2");
        awaitDegraded(
                "delivering to a: it cannot read running/a/state.json, says its exit code: act logs a shows why; ");
        os.eventually(
                "it was started again", () -> Hands.journal(os, "ready", "a").size() == 2);
        assertEquals(1, Hands.lines(os.home("a").dir().resolve("tried")).size());

        long pid = Hands.pid(os, "a");
        os.bash("touch running/a/restart");
        os.awaitReadyWithAnother("a", pid);
        Hands.awaitJournalled(os, 2, "returned", "a"); // it was asked again

        os.bash("touch running/a/calm; echo '{\"n\": 2}' > running/a/state.json");
        os.awaitGot("a", "{\"exit\": 78}", "2");
        assertEquals(
                List.of("1 1", "1 1", "1 1", "2 1"),
                Hands.lines(os.home("a").dir().resolve("tried")),
                "it was nobody's attempt");
        os.eventually("nothing is degraded any more", () -> Hands.degraded(os).isEmpty());
    }
}
