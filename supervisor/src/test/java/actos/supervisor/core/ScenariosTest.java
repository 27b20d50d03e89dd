package actos.supervisor.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/** Plays every scenario in {@code src/test/resources/scenarios}: the core without a disk, a clock or a process. */
class ScenariosTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    @TestFactory
    List<DynamicContainer> scenarios() throws IOException {
        List<DynamicContainer> containers = new ArrayList<>();
        for (Path file : files()) {
            containers.add(dynamicContainer(
                    file.getFileName().toString(),
                    scenarios(file.getFileName().toString(), Files.readAllLines(file, StandardCharsets.UTF_8))
                            .entrySet()
                            .stream()
                            .map(e -> dynamicTest(e.getKey(), e.getValue()::play))));
        }
        assertFalse(containers.isEmpty());
        return containers;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> list = Files.list(SCENARIOS)) {
            return list.filter(p -> p.toString().endsWith(".txt"))
                    .filter(p -> !p.endsWith("README.txt"))
                    .sorted()
                    .toList();
        }
    }

    /** A line {@code == NAME} begins a scenario; blank lines and those that begin with {@code #} are for readers. */
    private static Map<String, Scenario> scenarios(String file, List<String> lines) {
        Map<String, List<Scenario.Line>> byName = new LinkedHashMap<>();
        List<Scenario.Line> body = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("== ")) {
                body = new ArrayList<>();
                assertTrue(byName.put(line.substring(3), body) == null, file + ": two scenarios are called " + line);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                body.add(new Scenario.Line(i + 1, line));
            }
        }
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        byName.forEach((name, each) -> scenarios.put(name, new Scenario(file, each)));
        return scenarios;
    }

    private static void play(String... lines) {
        List<String> all = new ArrayList<>(List.of("== it"));
        all.addAll(List.of(lines));
        scenarios("here", all).get("it").play();
    }

    @Test
    void an_effect_that_is_not_listed_fails() {
        assertThrows(AssertionFailedError.class, () -> play("> request a manual"));
        assertThrows(AssertionFailedError.class, () -> play("> request a manual", "< accept a"));
        play("> request a manual", "< accept a", "< note ready a after 0ms");
    }

    @Test
    void an_effect_that_does_not_come_fails() {
        assertThrows(AssertionFailedError.class, () -> play("> cycle", "< exit"));
        assertThrows(AssertionFailedError.class, () -> play("> shutdown", "< exit", "< exit"));
        play("> shutdown", "< exit");
    }

    @Test
    void a_wrong_state_and_a_line_that_is_none_fail() {
        assertThrows(AssertionFailedError.class, () -> play("= last-id 1"));
        assertThrows(AssertionError.class, () -> play("> dance a"));
        assertThrows(AssertionError.class, () -> play("request a"));
        play("= last-id 0");
    }
}
