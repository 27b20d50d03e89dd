package actos.dist;

import actos.protocol.Names;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A file, or something else, that somebody threw into a root, and what the contract says becomes of it.
 *
 * @param place where it was thrown; its name may be any bytes
 * @param from whose drawer that is, or null
 * @param nature {@code json}, or the reason why it is no message
 * @param fate what is to become of it: a word of {@link OddFileFate}, or the reason why it is dead
 * @param inode by which it is found again, wherever it was moved
 * @param size in bytes
 * @param modified when it was last written, in nanoseconds since 1970
 */
record OddFile(Path place, String from, String nature, String fate, long inode, long size, long modified) {

    private static final HexFormat HEX = HexFormat.of();

    /** A path whose last name is these bytes, be they text or not: only a URI can say such a thing in Java. */
    static Path path(Path dir, byte[] name) {
        StringBuilder uri = new StringBuilder(dir.toUri().getRawPath());
        if (uri.charAt(uri.length() - 1) != '/') {
            uri.append('/'); // it is not there yet
        }
        for (byte b : name) {
            uri.append('%').append(HEX.toHexDigits(b));
        }
        return Path.of(URI.create("file://" + uri));
    }

    /** How a {@code .why} shows its name. */
    String shownName() {
        String text = place.getFileName().toString();
        if (text.indexOf('\ufffd') < 0) {
            return Names.escaped(text);
        }
        String uri = place.toUri().getRawPath();
        return uri.substring(uri.lastIndexOf('/') + 1).replace("%", "\\x");
    }

    @Override
    public String toString() {
        return nature + " \"" + shownName() + "\" in " + place.getParent().getFileName() + " (" + fate + ")";
    }
}
