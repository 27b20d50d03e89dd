package actos.supervisor.posix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts programs with {@link ProcessBuilder} and setsid(1). The JVM waits for them, on threads of its own.
 * What is not UTF-8 in the environment does not come through. */
public final class PlainStarter implements Starter {
    private static final Path NOTHING = Path.of("/dev/null");
    private static final Pattern NUMBER = Pattern.compile("error=(\\d{1,4}),");

    private final Runnable whenOneEnds;
    private final Map<Long, Process> children = new HashMap<>();

    /** @param whenOneEnds called by any thread */
    public PlainStarter(Runnable whenOneEnds) {
        this.whenOneEnds = whenOneEnds;
    }

    @Override
    public long start(List<String> command, Environment environment, Path directory, Path log) throws NotStarted {
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
        Process process = start(builder);
        children.put(process.pid(), process);
        var unused = process.onExit().thenRun(whenOneEnds);
        return process.pid();
    }

    private static Process start(ProcessBuilder builder) throws NotStarted {
        try {
            return builder.start();
        } catch (IOException e) { // only its words have the number
            Matcher number = NUMBER.matcher(String.valueOf(e.getMessage()));
            throw new NotStarted(e, number.find() ? Integer.parseInt(number.group(1)) : 0);
        }
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
