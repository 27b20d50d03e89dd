package actos.act.root;

import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * A JSON file of a root that holds a record of the contract. Another version may have written it, and a person may have
 * broken it: each part that does not fit is not there ({@link Json#readLeniently}).
 *
 * @param json the object as it is on disk, for whoever wants JSON; empty if there is none
 * @param value what it says
 */
public record Document<T>(ObjectNode json, T value) {
    /** What is in this file; nothing if there is no such regular file, or no whole object in it. */
    public static <T> Document<T> of(Path file, Class<T> type) {
        ObjectNode json = Disk.object(file);
        return new Document<>(json, Json.readLeniently(json, type));
    }

    /** What this file says. */
    public static <T> T read(Path file, Class<T> type) {
        return of(file, type).value();
    }
}
