package actos.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a page shows of a terminal, carried out. A {@code ```shell} block can be pasted as it is: its lines are commands,
 * and those that begin with {@code #} show what the command before them prints. In its {@code ```console} blocks a line {@code $ …} is a command
 * ({@code > …} continues it), and what follows is what it prints, on stdout and stderr. {@code ...} within a line
 * stands for any text, a line {@code ...} for any lines or none. All blocks of a page are one session of bash, in the
 * page's directory, with the programs on PATH and a fresh ACTOS_ROOT.
 */
final class Transcript {
    private static final Duration PATIENCE = Duration.ofSeconds(200);
    private static final int COLUMN = 78;

    /**
     * One command.
     *
     * @param line where it stands in the page
     * @param command what is typed, with its continuation lines
     * @param expected the lines that the page shows below it
     */
    record Step(int line, String command, List<String> expected) {}

    private final Path page;
    private final List<Step> steps;

    Transcript(Path page) throws IOException {
        this.page = page;
        this.steps = parse(Files.readAllLines(page));
    }

    /** Whether the page shows no terminal at all. */
    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The commands in the {@code ```console} and {@code ```shell} blocks of a page. */
    static List<Step> parse(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        boolean pasted = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
            if (!inside) {
                pasted = line.equals("```shell");
                inside = pasted || line.equals("```console");
            } else if (line.equals("```")) {
                inside = false;
            } else if (pasted && !line.startsWith("#")) {
                steps.add(new Step(i + 1, line, new ArrayList<>()));
            } else if (pasted && last != null) {
                last.expected().add(line.substring(Math.min(2, line.length())));
            } else if (line.startsWith("$ ")) {
                steps.add(new Step(i + 1, line.substring(2), new ArrayList<>()));
            } else if (last == null) {
                throw new AssertionError("line " + (i + 1) + " stands before any command: " + line);
            } else if ((line.startsWith("> ") || line.equals(">"))
                    && last.expected().isEmpty()) {
                String more = line.length() > 2 ? line.substring(2) : "";
                steps.set(steps.size() - 1, new Step(last.line(), last.command() + "\n" + more, last.expected()));
            } else {
                last.expected().add(line);
            }
        }
        return steps;
    }

    /** Whether what was printed is what the page shows. */
    static boolean matches(List<String> expected, List<String> actual) {
        if (expected.isEmpty()) {
            return actual.isEmpty();
        }
        String first = expected.get(0);
        List<String> rest = expected.subList(1, expected.size());
        if (first.strip().equals("...")) {
            for (int skipped = 0; skipped <= actual.size(); skipped++) {
                if (matches(rest, actual.subList(skipped, actual.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !actual.isEmpty()
                && lineMatches(first, actual.get(0))
                && matches(rest, actual.subList(1, actual.size()));
    }

    private static boolean lineMatches(String expected, String actual) {
        StringBuilder pattern = new StringBuilder();
        for (String part : expected.split("\\.\\.\\.", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return actual.matches(pattern.toString());
    }

    /** Carries it out; fails at the first command that printed something else. */
    void run() throws IOException {
        Path base = Files.createTempDirectory("transcript");
        String mark = "ACTOS_TRANSCRIPT=" + UUID.randomUUID();
        String root = base.resolve("root").toString();
        try {
            Map<String, String> env = new TreeMap<>(Programs.environment(Map.of(
                    "ACTOS_ROOT",
                    root,
                    "PATH",
                    Programs.HOME.resolve("bin") + ":" + System.getenv("PATH"),
                    "TERM",
                    "dumb",
                    mark.substring(0, mark.indexOf('=')),
                    mark.substring(mark.indexOf('=') + 1))));
            Path steps = Files.createDirectory(base.resolve("steps"));
            Files.writeString(steps.resolve("session"), session(steps));
            Ran ran = Programs.run(
                    page.getParent(),
                    env,
                    "",
                    PATIENCE,
                    List.of("bash", "--norc", steps.resolve("session").toString()));
            compare(steps, ran);
        } finally {
            Remains.kill(mark);
            Remains.kill("ACTOS_ROOT=" + root);
            Programs.delete(base);
        }
    }

    private String session(Path directory) throws IOException {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            Path command = directory.resolve(i + ".command");
            Files.writeString(command, steps.get(i).command() + "\n");
            // in braces, not in parentheses: variables and the directory outlive the command
            script.append("{ eval \"$(cat '")
                    .append(command)
                    .append("')\"; } </dev/null >'")
                    .append(directory.resolve(i + ".output"))
                    .append("' 2>&1\n");
        }
        return script.toString();
    }

    private void compare(Path directory, Ran session) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Path output = directory.resolve(i + ".output");
            if (!Files.exists(output)) {
                throw new AssertionError(where(step) + "\nwas not reached: the session ended before it\n" + session);
            }
            List<String> actual =
                    Programs.text(output).lines().map(String::stripTrailing).toList();
            if (!matches(step.expected(), actual)) {
                throw new AssertionError(
                        where(step) + "\nprinted something else:\n" + sideBySide(step.expected(), actual));
            }
        }
    }

    private String where(Step step) {
        return page + ":" + step.line() + "\n$ " + step.command();
    }

    private static String sideBySide(List<String> expected, List<String> actual) {
        StringBuilder s = new StringBuilder(row("the page shows", "it printed", ' '));
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String left = i < expected.size() ? expected.get(i) : "";
            String right = i < actual.size() ? actual.get(i) : "";
            boolean same = i < expected.size() && i < actual.size() && lineMatches(left, right);
            s.append(row(left, right, same ? ' ' : '|'));
        }
        return s.toString();
    }

    private static String row(String left, String right, char mark) {
        String pad = " ".repeat(Math.max(0, COLUMN - left.length()));
        return left + pad + " " + mark + " " + right + "\n";
    }
}
