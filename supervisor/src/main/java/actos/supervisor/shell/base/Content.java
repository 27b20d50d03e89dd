package actos.supervisor.shell.base;

import actos.supervisor.core.Body;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A message's content on its way to the journal: the bytes, or their size and hash where there are too many. */
public final class Content implements Body {
    /** The most bytes that are journalled. */
    public static final int JOURNALLED = 64 * 1024;

    final byte[] bytes;
    final long size;
    final String sha256;
    private final long hash;

    private Content(byte[] bytes, long size, String sha256, long hash) {
        this.bytes = bytes;
        this.size = size;
        this.sha256 = sha256;
        this.hash = hash;
    }

    /** Copies what it needs of the buffer. */
    public static Content of(byte[] buffer, int length) {
        return length <= JOURNALLED
                ? new Content(Arrays.copyOf(buffer, length), length, null, hash(buffer, length))
                : new Content(null, length, sha256(buffer, length), hash(buffer, length));
    }

    /** What {@link #hash} would say of a content with these bytes: their checksum and length. */
    public static long hash(byte[] buffer, int length) {
        CRC32C sum = new CRC32C();
        sum.update(buffer, 0, length);
        return sum.getValue() << 31 | length + 1;
    }

    @Override
    public long hash() {
        return hash;
    }

    private static String sha256(byte[] buffer, int length) {
        try {
            java.security.MessageDigest digest = java.security.MessageDigest.getInstance("SHA-256");
            digest.update(buffer, 0, length);
            return java.util.HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
