package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each form of a command line that the reference knows is used once, through the launchers, and works. */
class FormsIT {
    private static final Pattern SECTION = Pattern.compile("## ((?:act|supervisor)[a-z ]*)");
    private static final Pattern OPTION = Pattern.compile("^ {2}(?:(-\\w), | {4})(--[a-z-]+)");
    private static final Set<String> OF_ALL = Set.of("--help", "--json", "--root", "--verbose", "--version");

    @TempDir
    Path dir;

    @Test
    @Timeout(900) // some hundred JVMs
    void every_form_works_from_another_directory() throws IOException, URISyntaxException {
        Path called = dir.resolve("called");
        Path script = Path.of(FormsIT.class.getResource("/forms.sh").toURI());
        Map<String, String> env = Programs.environment(Map.of(
                "PATH", Programs.HOME.resolve("bin") + ":" + System.getenv("PATH"),
                "COUNTER",
                        Programs.CHECKOUT.resolve("examples/counter/counter.sh").toString(),
                "ACTORS", script.resolveSibling("actors").toString(),
                "FORMS", called.toString()));
        try {
            Programs.run(dir, env, "", Duration.ofMinutes(10), List.of("bash", script.toString()))
                    .ok();
        } finally {
            List.of("root", "work/@root").forEach(root -> Remains.kill("ACTOS_ROOT=" + dir.resolve(root)));
        }
        Map<String, Set<String>> unused = options();
        Map<String, String> longer = longer();
        for (String line : Files.readAllLines(called)) {
            List<String> words = List.of(line.split("\037", -1));
            String command = command(words, unused.keySet());
            Set<String> options = unused.get(command);
            words.forEach(word -> options.remove(longer.getOrDefault(word, word).replaceFirst("=.*", "")));
        }
        unused.values().removeIf(Set::isEmpty);
        assertEquals(Map.of(), unused, "options that are in the reference, and not in " + script);
    }

    /** Of each command the options that are its own, long. */
    private static Map<String, Set<String>> options() throws IOException {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        all.put("act", new TreeSet<>());
        Set<String> options = new TreeSet<>();
        for (String line : reference()) {
            Matcher section = SECTION.matcher(line);
            Matcher option = OPTION.matcher(line);
            if (section.matches()) {
                options = new TreeSet<>();
                all.put(section.group(1), options);
            } else if (option.find() && !OF_ALL.contains(option.group(2))) {
                options.add(option.group(2));
            }
        }
        assertTrue(all.size() > 40, all::toString);
        return all;
    }

    /** The longest name of a command that these words begin with, options of all commands apart. */
    private static String command(List<String> words, Set<String> commands) {
        String command = words.get(0);
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).matches("-r|--root")) {
                i++;
            } else if (commands.contains(command + " " + words.get(i))) {
                command += " " + words.get(i);
            } else if (!words.get(i).matches("--root=.*|--json|-v")) {
                break;
            }
        }
        return command;
    }

    private static Map<String, String> longer() throws IOException {
        Map<String, String> all = new HashMap<>();
        for (String line : reference()) {
            Matcher option = OPTION.matcher(line);
            if (option.find() && option.group(1) != null) {
                all.put(option.group(1), option.group(2));
            }
        }
        return all;
    }

    private static List<String> reference() throws IOException {
        return Files.readAllLines(Programs.CHECKOUT.resolve("docs/reference/act.md"));
    }
}
