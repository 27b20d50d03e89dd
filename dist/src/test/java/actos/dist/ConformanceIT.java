package actos.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helpers' part in what all languages agree on: the SDK's tests have the facts. */
class ConformanceIT {
    private static final String FACTS = Programs.CHECKOUT
            .resolve("actor-sdk/src/test/resources/conformance/facts.jsonl")
            .toString();

    @TempDir
    Path dir;

    @Test
    void python_agrees_with_every_fact() {
        String lib = Programs.HOME.resolve("lib").toString();
        agrees(140, Programs.environment(Map.of("PYTHONPATH", lib)), "python3", resource("conformance.py"), FACTS);
    }

    @Test
    void bash_agrees_with_every_fact_that_jq_does_not_decide() throws IOException {
        Path home = Files.createDirectories(dir.resolve("root/running/me"));
        Path drawer = Files.createDirectories(dir.resolve("root/send/me"));
        Files.createDirectories(dir.resolve("root/spawn"));
        Path message =
                Files.writeString(Files.createDirectory(home.resolve("spool")).resolve("current"), "1");
        Path state = Files.writeString(home.resolve("state.json"), "{}");
        Files.writeString(
                home.resolve("envelope.json"),
                "{\"id\":1,\"name\":\"m\",\"from\":\"ann\",\"inReplyTo\":null,\"seed\":\"k7f2m9qx4tb\"}");
        agrees(
                110,
                Programs.environment(Map.of("ACTOS_HOME", Programs.HOME.toString())),
                "bash",
                resource("conformance.sh"),
                "me",
                state.toString(),
                message.toString(),
                drawer.toString(),
                FACTS);
    }

    private void agrees(int least, Map<String, String> environment, String... command) {
        String out = Programs.run(dir, environment, List.of(command)).ok().out();
        assertTrue(out.matches("[0-9]+ facts\n"), out);
        assertTrue(Integer.parseInt(out.replaceFirst(" .*\n", "")) >= least, out);
    }

    private static String resource(String name) {
        return Programs.CHECKOUT
                .resolve("dist/src/test/resources")
                .resolve(name)
                .toString();
    }
}
