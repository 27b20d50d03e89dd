package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code act new} writes runs, and passes its own test. */
class NewIT {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"bash", "python", "java", "js"})
    void an_actor_to_start_from_passes_its_test(String language) throws IOException {
        Map<String, String> env =
                Programs.environment(Map.of("PATH", Programs.HOME.resolve("bin") + ":" + System.getenv("PATH")));
        assertEquals(
                0,
                Programs.run(dir, env, List.of(Programs.launcher("act").toString(), "new", language, "shop"))
                        .code());
        Ran test = Programs.run(dir, env, List.of("./shop-test.sh"));
        assertEquals("ok: the state is 7\nok: the answer is 7\n", test.out(), test::toString);
        assertEquals(0, test.code());
    }
}
