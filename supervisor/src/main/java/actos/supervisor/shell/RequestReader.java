package actos.supervisor.shell;

import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Supervision;
import actos.supervisor.core.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads one file of {@code spawn/}: a request whose program can be started, a refusal that names field and value, or
 * nothing yet. Used by the loop's thread.
 */
final class RequestReader {
    /** A request that is not JSON, and since when it has been as it is. */
    private record Unfinished(long fingerprint, long sinceNanos) {}

    private final Posix posix;
    private final Dir spawn;
    private final int owner;
    private final LongSupplier patienceNanos;
    private final Map<String, Unfinished> unfinished = new HashMap<>();

    /**
     * @param owner the user id of the supervisor
     * @param patienceNanos how long a file that is not JSON may stay as it is before it is refused
     */
    RequestReader(Posix posix, Dir spawn, int owner, LongSupplier patienceNanos) {
        this.posix = posix;
        this.spawn = spawn;
        this.owner = owner;
        this.patienceNanos = patienceNanos;
    }

    /** The request in this file; null if there is none, or it is not complete yet. */
    Event read(String file) {
        if (Names.leftAlone(file)) {
            return null;
        }
        try {
            Posix.Stat stat = posix.stat(spawn, file);
            if (stat == null && !Looks.isUndecodable(file)) {
                unfinished.remove(file);
                return null;
            }
            return judge(file, stat);
        } catch (Refused e) {
            unfinished.remove(file);
            return new Event.RequestBad(file, e.field(), e.getMessage());
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }

    private Event judge(String file, Posix.Stat stat) throws IOException {
        if (stat == null || !file.endsWith(".json")) {
            throw new Refused("name", "a request is called NAME.json, not \"" + Names.printable(file) + "\"");
        }
        if (stat.kind() != Posix.Kind.FILE) {
            throw new Refused(null, "it is no regular file");
        }
        if (stat.owner() != owner && stat.owner() != 0) {
            throw new Refused(null, "it belongs to user " + stat.owner() + ", not to the supervisor's user or root");
        }
        if (stat.size() > Json.MAX_BYTES) {
            throw new Refused(null, "it has " + stat.size() + " bytes; " + Json.MAX_BYTES + " are allowed");
        }
        byte[] json = new byte[(int) stat.size()];
        int length = posix.read(spawn, file, json);
        if (length < json.length || Json.inspect(json, length) == Json.Verdict.NOT_JSON) {
            if (mayStillChange(file, stat)) {
                return null;
            }
            throw new Refused(null, Json.fault(json, Math.max(0, length)));
        }
        unfinished.remove(file);
        return new Event.RequestFound(
                file.substring(0, file.length() - ".json".length()), runnable(ActorSpec.parse(json)));
    }

    /**
     * The same specification with the executable's absolute path: asked before each start, since files come and go.
     *
     * @throws Refused if it cannot be started here
     */
    static ActorSpec runnable(ActorSpec spec) {
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
                spec.id(), spec.hasProcess() ? program(spec.path()) : null, place.with(place.parent(), children));
    }

    private boolean mayStillChange(String file, Posix.Stat stat) {
        long fingerprint = stat.modified() * 31 + stat.size();
        long now = System.nanoTime();
        Unfinished before = unfinished.get(file);
        if (before == null || before.fingerprint != fingerprint) {
            unfinished.put(file, new Unfinished(fingerprint, now));
            return true;
        }
        return now - before.sinceNanos < patienceNanos.getAsLong();
    }

    private static void checkDirectory(String cwd) {
        if (cwd != null && !Files.isDirectory(path("cwd", cwd))) {
            throw new Refused("cwd", "cwd \"" + Names.printable(cwd) + "\" is no directory");
        }
    }

    /** The executable's absolute path. */
    static String program(String path) {
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
