package actos.supervisor.shell.sense;

import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.supervisor.core.Event;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Posix;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads one file of {@code spawn/}: a request whose program can be started, a refusal that names field and value, or
 * nothing yet. Used by the loop's thread.
 */
public final class RequestReader {
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
    public RequestReader(Posix posix, Dir spawn, int owner, LongSupplier patienceNanos) {
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
            if (stat == null && !Dir.isUndecodable(file)) {
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
                file.substring(0, file.length() - ".json".length()), Programs.runnable(ActorSpec.parse(json)));
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
}
