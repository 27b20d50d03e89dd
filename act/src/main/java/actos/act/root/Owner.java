package actos.act.root;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A user to whom a file belongs.
 *
 * @param uid the user's number
 * @param name what the user is called; the number where nobody knows
 */
public record Owner(int uid, String name) {
    private static final int NOBODY = -1;
    private static final String UIDS = "Uid:";

    /** Whose this file is, not following a link; null if it is not there. */
    public static Owner of(Path file) {
        try {
            int uid = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return new Owner(
                    uid, Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName());
        } catch (IOException e) {
            return null;
        }
    }

    /** The number of the user with whose rights this process works: field 2 of {@code Uid:} in its status. */
    public static int caller() {
        try {
            for (String line : Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)
                    .split("\n")) {
                if (line.startsWith(UIDS)) {
                    return Integer.parseUnsignedInt(line.split("\t")[2]);
                }
            }
        } catch (IOException e) {
            // there is no /proc: nothing is anybody's then, and act says so
        }
        return NOBODY;
    }

    public boolean is(int user) {
        return uid == user;
    }
}
