package actos.supervisor.shell.sense;

import actos.protocol.ActorSpec;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Supervision;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the programs of actors: by their path, or on the supervisor's {@code PATH}. */
public final class Programs {
    private Programs() {}

    /**
     * The same specification with the executable's absolute path: asked before each start, since files come and go.
     *
     * @throws Refused if it cannot be started here
     */
    public static ActorSpec runnable(ActorSpec spec) {
        checkDirectory(spec.cwd());
        Supervision place = spec.supervision();
        List<ActorSpec> children = new ArrayList<>();
        for (ActorSpec child : place.children()) {
            try {
                children.add(runnable(child));
            } catch (Refused e) {
                throw e.in(child.id().value());
            }
        }
        return spec.resolved(
                spec.id(), spec.hasProcess() ? find(spec.path()) : null, place.with(place.parent(), children));
    }

    private static void checkDirectory(String cwd) {
        if (cwd != null && !Files.isDirectory(path("cwd", cwd))) {
            throw new Refused("cwd", "cwd \"" + Names.printable(cwd) + "\" is no directory");
        }
    }

    /** The executable's absolute path. */
    static String find(String path) {
        if (!path.startsWith("/")) {
            return onPath(path);
        }
        Path file = path("path", path);
        String shown = "path \"" + Names.printable(path) + "\"";
        if (!Files.exists(file)) {
            throw new Refused("path", shown + " does not exist");
        }
        if (Files.isDirectory(file)) {
            throw new Refused("path", shown + " is a directory");
        }
        if (!Files.isExecutable(file)) {
            throw new Refused("path", shown + " is not executable: chmod +x " + Names.printable(path));
        }
        return path;
    }

    /** JSON can hold what no file name can: half of a character, say. */
    private static Path path(String field, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refused(field, field + " \"" + Names.printable(text) + "\" can be no file's name");
        }
    }

    private static String onPath(String name) {
        String path = System.getenv("PATH");
        for (String place : (path == null ? "/usr/local/bin:/usr/bin:/bin" : path).split(":")) {
            if (place.startsWith("/")) {
                Path file = path("path", place + "/" + name);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return file.toString();
                }
            }
        }
        throw new Refused("path", "path \"" + Names.printable(name) + "\" is not found on the supervisor's PATH");
    }
}
