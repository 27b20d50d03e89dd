package actos.act;

import actos.protocol.Names;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.nio.file.Path;

/**
 * One waiting message.
 *
 * @param file where it is
 * @param parts what its name says, or null for a name that somebody made up
 * @param held whether it is held back by hand: its name ends in {@code .held}
 */
record Waiting(Path file, SpoolName parts, boolean held) {
    /** A message of this ending is not delivered. */
    static final String HELD = ".held";

    /** The message in this file of a spool, or null if it is none. */
    static Waiting parse(Path file) {
        String name = Disk.name(file);
        boolean held = name.endsWith(HELD);
        String plain = held ? name.substring(0, name.length() - HELD.length()) : name;
        if (plain.equals(Root.CURRENT) || Names.leftAlone(plain) || !Disk.isFile(file)) {
            return null;
        }
        return new Waiting(file, SpoolName.parse(plain), held);
    }

    String fileName() {
        return Disk.name(file);
    }

    /** When it may be delivered, in Unix ms, or 0. */
    long due() {
        return parts == null ? 0 : parts.due();
    }

    /** Its number, or 0 if it has none yet. */
    long id() {
        return parts == null ? 0 : parts.id();
    }

    /** Its content; null if it is gone. */
    byte[] body() {
        return Disk.bytes(file);
    }
}
