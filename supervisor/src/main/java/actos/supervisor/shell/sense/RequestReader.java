package actos.supervisor.shell.sense;

import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.supervisor.core.Event;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Posix;
import java.io.IOException;

/**
 * Reads one file of {@code spawn/}: a request whose program can be started, a refusal that names field and value, or
 * one that is not complete. Used by the loop's thread.
 */
public final class RequestReader {
    private final Posix posix;
    private final Dir spawn;
    private final int owner;

    /** @param owner the user id of the supervisor */
    public RequestReader(Posix posix, Dir spawn, int owner) {
        this.posix = posix;
        this.spawn = spawn;
        this.owner = owner;
    }

    /** What there is in this file; null if nothing. */
    Event read(String file) {
        if (Names.leftAlone(file)) {
            return null;
        }
        try {
            Posix.Stat stat = posix.stat(spawn, file);
            if (stat == null && !Dir.isUndecodable(file)) {
                return null;
            }
            return judge(file, stat);
        } catch (Refused e) {
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
            long fingerprint = stat.modified() * 31 + stat.size();
            return new Event.RequestUnfinished(file, fingerprint, Json.fault(json, Math.max(0, length)));
        }
        return new Event.RequestFound(
                file.substring(0, file.length() - ".json".length()), Programs.runnable(ActorSpec.parse(json)));
    }
}
