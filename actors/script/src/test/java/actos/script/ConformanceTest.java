package actos.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.actor.ActorProbe;
import actos.protocol.ActorHome;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JavaScript's part in what all languages agree on: the SDK's tests have the facts. */
class ConformanceTest {
    private static final Path FACTS = Path.of("../../actor-sdk/src/test/resources/conformance/facts.jsonl");

    @TempDir
    Path dir;

    @Test
    void javascript_agrees_with_every_fact_that_is_seen_there() throws Exception {
        ArrayNode facts = Json.mapper().createArrayNode();
        for (String line : Files.readString(FACTS).split("\n")) {
            facts.add(Json.mapper().readTree(line));
        }
        Path script = Files.writeString(dir.resolve("facts.js"), """
                const taken = (wish) => { try { wish(); return true; } catch { return false; } };
                function handle(state, facts, context) {
                  const seen = {
                    id: ([to]) => taken(() => context.send(to, 1)),
                    duration: ([delay]) => taken(() => context.sendLater("a", 1, delay)),
                    child: ([path, , id]) => path && context.spawn(path).slice(0, -14) + id.slice(-14),
                  };
                  const known = facts.filter(([what, path]) => what in seen && path !== null);
                  return {
                    known: known.length,
                    wrong: known.filter(([what, ...fact]) => seen[what](fact) !== fact.at(-1)),
                  };
                }
                """);
        ActorProbe<JsonNode> actor = actor(script);
        actor.tell(facts);
        assertTrue(actor.state().path("known").intValue() > 60, actor.state()::toString);
        assertEquals("[]", actor.state().path("wrong").toString());
    }

    private ActorProbe<JsonNode> actor(Path script) throws IOException {
        ActorHome home = new ActorHome(Files.createDirectory(dir.resolve("home")));
        return new ActorProbe<>(new ScriptActor(home, Options.parse(List.of(script.toString())), Path.of("/runner")));
    }
}
