package actos.act.root;

import actos.protocol.BreakSpec;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files in {@code breaks/}, and what the supervisor says of them. */
public final class Breaks {
    private static final String ENDING = ".json";

    private final Root root;

    /**
     * One breakpoint.
     *
     * @param spec what it says, or null if it cannot be read
     * @param hits how often it was hit since the supervisor started, or -1 if the supervisor does not know it (yet)
     * @param problem why it stops nothing, or null
     */
    public record Break(String name, BreakSpec spec, long hits, String problem) {}

    public Breaks(Root root) {
        this.root = root;
    }

    /** All of them, by name. */
    public Map<String, Break> all() throws IOException {
        Map<String, Break> all = new TreeMap<>();
        for (Path file : Disk.list(root.breaks())) {
            String fileName = Disk.name(file);
            if (!Names.leftAlone(fileName)) {
                String name = fileName.endsWith(ENDING)
                        ? fileName.substring(0, fileName.length() - ENDING.length())
                        : fileName;
                all.put(name, look(name, file));
            }
        }
        return all;
    }

    /** What the supervisor says of it, or null if it says nothing (any more, or yet). */
    public SystemStatus.Break known(String name) {
        return Document.read(root.systemStatus(), SystemStatus.class).breaks().stream()
                .filter(known -> name.equals(known.name()))
                .findFirst()
                .orElse(null);
    }

    private Break look(String name, Path file) {
        SystemStatus.Break known = known(name);
        long hits = known == null ? -1 : known.hits();
        String problem = known == null ? null : known.problem();
        try {
            byte[] content = Disk.bytes(file);
            if (content == null) {
                throw new Refused(null, "it is no regular file");
            }
            return new Break(name, BreakSpec.parse(content), hits, problem);
        } catch (Refused e) {
            return new Break(name, null, hits, problem == null ? e.getMessage() : problem);
        }
    }
}
