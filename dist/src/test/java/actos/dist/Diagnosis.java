package actos.dist;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** What stood on disk when a test failed, as the text of an exception that goes with the failure. */
final class Diagnosis extends Exception {
    private static final long serialVersionUID = 1L;

    Diagnosis(LiveRoot os) {
        super(describe(os), null, false, false);
    }

    private static String describe(LiveRoot os) {
        StringBuilder s =
                new StringBuilder("what stands in ").append(os.root.dir()).append(":\n");
        if (Files.exists(os.log())) {
            s.append("--- the supervisor printed\n").append(lastLines(Programs.text(os.log()), 40));
        }
        if (!Files.exists(os.root.dir())) {
            return s.append("--- there is no root\n").toString();
        }
        s.append("--- files\n").append(shell(os, "find . -printf '%y %8s %p\\n' | sort -k3 | head -n 150"));
        s.append("--- journal\n").append(shell(os, "tail -qn 60 journal/*.jsonl | cut -c 1-300"));
        s.append("--- reasons\n").append(shell(os, "tail -n 3 dead/*/*.why dead/actors/*/exit.json | cut -c 1-400"));
        s.append("--- output of actors\n")
                .append(shell(os, "tail -n 5 running/*/out.log dead/actors/*/out.log | cut -c 1-300"));
        s.append("--- processes\n").append(Remains.describe(os.remains()));
        return s.toString();
    }

    private static String shell(LiveRoot os, String script) {
        return Programs.run(os.root.dir(), Map.of("PATH", System.getenv("PATH")), List.of("bash", "-c", script))
                .out();
    }

    private static String lastLines(String text, int count) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size())) + "\n";
    }
}
