package actos.dist;

import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes that carry certain variables in their environment: what a system that ended has left behind. */
final class Remains {
    private Remains() {}

    /** The living processes, zombies apart, whose environment has all of these: {@code NAME=VALUE}. */
    static List<ProcessHandle> of(String... variables) {
        return ProcessHandle.allProcesses()
                .filter(p -> {
                    String environment = "\0" + read(p, "environ") + "\0";
                    return Stream.of(variables).allMatch(v -> environment.contains("\0" + v + "\0"));
                })
                .filter(p -> ProcessIdentity.of(p.pid()).isPresent())
                .toList();
    }

    /** Each process in one line: its pid and its command line. */
    static String describe(List<ProcessHandle> processes) {
        StringBuilder s = new StringBuilder();
        for (ProcessHandle p : processes) {
            s.append(p.pid())
                    .append(' ')
                    .append(read(p, "cmdline").replace('\0', ' '))
                    .append('\n');
        }
        return s.toString();
    }

    private static String read(ProcessHandle p, String what) {
        try {
            Path file = Path.of("/proc", Long.toString(p.pid()), what);
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it has just ended, or belongs to somebody else
        }
    }

    /** Ends a process if it is a supervisor. */
    static void killSupervisor(long pid) {
        ProcessHandle.of(pid)
                .filter(p -> read(p, "cmdline").contains("/lib/supervisor-"))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Ends what carries these variables, for certain. */
    static void kill(String... variables) {
        for (int round = 0; round < 10; round++) { // one may fork while it is looked for
            List<ProcessHandle> left = of(variables);
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            left.get(0)
                    .onExit()
                    .orTimeout(200, TimeUnit.MILLISECONDS)
                    .exceptionally(late -> null)
                    .join();
        }
    }
}
