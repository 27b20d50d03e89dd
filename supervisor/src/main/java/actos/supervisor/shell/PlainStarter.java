package actos.supervisor.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts programs with {@link ProcessBuilder} and setsid(1). */
final class PlainStarter implements Starter {
    private static final Path NOTHING = Path.of("/dev/null");

    @Override
    public Started start(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING.toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new Started(process.pid(), process.onExit().thenApply(Process::exitValue));
    }
}
