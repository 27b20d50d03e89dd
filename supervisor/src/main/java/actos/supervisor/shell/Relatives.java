package actos.supervisor.shell;

import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processes that prove by the environment they were started with whose actor they belong to: for a supervisor that was
 * not there when they were started. A number alone proves nothing. For any thread.
 */
final class Relatives {
    /** A living process. */
    record Relative(long pid, ProcessIdentity.Stat stat) {
        boolean leadsItsGroup() {
            return stat.group() == pid;
        }
    }

    private static final String ID = "\0ACTOS_ID=";

    private final Path proc = Path.of("/proc");
    private final String root;

    Relatives(Root root) {
        this.root = "\0ACTOS_ROOT=" + root.dir() + "\0";
    }

    /** All living processes of this root's actors, and of what they have started, by actor. */
    Map<String, List<Relative>> all() {
        Map<String, List<Relative>> relatives = new HashMap<>();
        try (Stream<Path> processes = Files.list(proc)) {
            processes
                    .map(p -> p.getFileName().toString())
                    .filter(n -> Character.isDigit(n.charAt(0)))
                    .forEach(n -> {
                        String environment = environment(n);
                        int at = environment.indexOf(ID);
                        if (at >= 0 && environment.contains(root)) {
                            String id = environment.substring(at + ID.length(), environment.indexOf('\0', at + 1));
                            long pid = Long.parseLong(n);
                            ProcessIdentity.stat(pid)
                                    .filter(s -> !s.isZombie())
                                    .ifPresent(s -> relatives
                                            .computeIfAbsent(id, i -> new ArrayList<>())
                                            .add(new Relative(pid, s)));
                        }
                    });
        } catch (IOException | UncheckedIOException e) {
            // without /proc nobody can prove anything
        }
        return relatives;
    }

    /** The living members of an actor's process group that prove to be its own. */
    List<Relative> inGroup(ActorId id, long group) {
        return all().getOrDefault(id.value(), List.of()).stream()
                .filter(r -> r.stat().group() == group)
                .toList();
    }

    private String environment(String pid) {
        try {
            byte[] bytes = Files.readAllBytes(proc.resolve(pid).resolve("environ"));
            return "\0" + new String(bytes, StandardCharsets.UTF_8) + "\0";
        } catch (IOException e) {
            return ""; // it has ended, or is somebody else's
        }
    }
}
