package actos.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lists that are longer than the memory that {@code act} has: a twelfth of what the launcher gives it, for a twelfth of
 * the letters and messages that it must be good for.
 */
@Timeout(300)
class LongListsTest {
    private static final int LETTERS = 8_000;
    private static final int MESSAGES = 20_000;

    @TempDir
    static Path dir;

    static TestRoot test;

    @BeforeAll
    static void layOut() throws IOException {
        test = new TestRoot(dir);
        ActorHome bank = test.actor("bank", "ready");
        for (int i = 1; i <= MESSAGES; i++) {
            TestRoot.write(
                    bank.spool().resolve(String.format("%012d~%d~teller~%d~k%012dabcdef.json", i, i, i, i)),
                    "{\"n\":1}");
        }
        for (int i = 1; i <= LETTERS; i++) {
            Path letter = test.root.deadMessages().resolve(String.format("%d~nobody::k%012dabcdef.json", i, i));
            TestRoot.write(letter, "{\"n\":1}");
            TestRoot.write(
                    letter.resolveSibling(letter.getFileName() + ".why"),
                    "{\"reason\":\"unknown-actor\",\"id\":" + i + ",\"to\":\"nobody\",\"from\":null,\"cause\":null,"
                            + "\"at\":\"2026-01-01T00:00:00.123456789Z\",\"attempts\":0,\"originalName\":\"nobody::k"
                            + i
                            + "abcdef.json\",\"field\":null,\"detail\":\"there is no actor nobody\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dead ls, 8001",
        "dead ls --json, 1",
        "dead show 4711, 9",
        "dead gc --dry-run, 8002",
        "mail, 20001",
        "mail bank --json, 1",
        "next, 3",
        "ls, 2"
    })
    void go_through_a_small_memory(String command, int lines) throws Exception {
        Path out = dir.resolve("out");
        Path err = dir.resolve("err");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx10m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Act.class.getName(),
                "-r",
                test.root.dir().toString()));
        words.addAll(List.of(command.split(" ")));
        int code = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        assertEquals(0, code, Files.readString(err, StandardCharsets.UTF_8));
        List<String> printed = Files.readAllLines(out, StandardCharsets.UTF_8);
        assertEquals(lines, printed.size());
        assertTrue(command.contains("--json") == printed.get(0).startsWith("[{"));
    }
}
