package actos.supervisor.posix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts programs with {@link ProcessBuilder} and setsid(1). The JVM waits for them, on threads of its own.
 * What is not UTF-8 in the environment does not come through. */
public final class PlainStarter implements Starter {
    private static final Path NOTHING = Path.of("/dev/null");

    private final Runnable whenOneEnds;
    private final Map<Long, Process> children = new HashMap<>();

    /** @param whenOneEnds called by any thread */
    public PlainStarter(Runnable whenOneEnds) {
        this.whenOneEnds = whenOneEnds;
    }

    @Override
    public long start(List<String> command, Environment environment, Path directory, Path log) throws IOException {
        List<String> words = new ArrayList<>();
        if (ProcessSignals.areBlocked()) {
            words.addAll(
                    List.of("env", "--default-signal=" + ProcessSignals.BLOCKED)); // a child has what its parent has
        }
        words.add("setsid");
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING.toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        environment.putInto(builder.environment());
        Process process = builder.start();
        children.put(process.pid(), process);
        var unused = process.onExit().thenRun(whenOneEnds);
        return process.pid();
    }

    @Override
    public long ended() {
        return children.values().stream()
                .filter(child -> !child.isAlive())
                .map(Process::pid)
                .findFirst()
                .orElse(NONE);
    }

    @Override
    public int reap(long pid) {
        return children.remove(pid).exitValue();
    }
}
