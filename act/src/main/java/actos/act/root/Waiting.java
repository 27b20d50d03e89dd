package actos.act.root;

import actos.protocol.Aside;
import actos.protocol.Names;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.nio.file.Path;

/**
 * One waiting message; small, since there may be hundreds of thousands: what its name says is read from it when somebody
 * asks.
 *
 * @param dir where it lies
 * @param fileName what it is called there
 * @param due when it may be delivered, in Unix ms, or 0
 * @param given what another name says that it has elsewhere; null: its own counts
 */
public record Waiting(Path dir, String fileName, long due, SpoolName given) {
    /** The message in this file of a spool, or null if it is none. */
    public static Waiting parse(Path file) {
        return parse(file.getParent(), Disk.name(file));
    }

    /** The message of this name in a spool, or null if it is none. */
    static Waiting parse(Path dir, String name) {
        String plain = Aside.plain(name);
        if (plain.equals(Root.CURRENT) || Names.leftAlone(plain) || !Disk.isFile(dir.resolve(name))) {
            return null;
        }
        SpoolName parts = SpoolName.parse(plain);
        return new Waiting(dir, name, parts == null ? 0 : parts.due(), null);
    }

    /** A message that counts as if it waited under this name. */
    public static Waiting like(Path file, SpoolName parts) {
        return new Waiting(file.getParent(), Disk.name(file), parts.due(), parts);
    }

    /** Where it is. */
    public Path file() {
        return dir.resolve(fileName);
    }

    /** What its name says, or null for a name that somebody made up. */
    public SpoolName parts() {
        return given == null ? SpoolName.parse(Aside.plain(fileName)) : given;
    }

    /** Whether it is held back, by hand or by its actor. */
    public boolean held() {
        return aside() != null;
    }

    /** By whom it is held back, or null. */
    public Aside aside() {
        return Aside.of(fileName);
    }

    /** What its file's name has behind that of a message that is delivered. */
    public String ending() {
        return Aside.endingOf(fileName);
    }

    /** Its number, or 0 if it has none yet. */
    public long id() {
        SpoolName parts = parts();
        return parts == null ? 0 : parts.id();
    }

    /** Its content; null if it is gone. */
    public byte[] body() {
        return Disk.bytes(file());
    }
}
