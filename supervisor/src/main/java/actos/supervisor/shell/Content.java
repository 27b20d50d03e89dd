package actos.supervisor.shell;

import actos.supervisor.core.Body;

/** A message's content on its way to the journal: the bytes, or their size and hash where there are too many. */
final class Content implements Body {
    /** The most bytes that are journalled. */
    static final int JOURNALLED = 64 * 1024;

    final byte[] bytes;
    final long size;
    final String sha256;

    private Content(byte[] bytes, long size, String sha256) {
        this.bytes = bytes;
        this.size = size;
        this.sha256 = sha256;
    }

    /** Copies what it needs of the buffer. */
    static Content of(byte[] buffer, int length) {
        return length <= JOURNALLED
                ? new Content(java.util.Arrays.copyOf(buffer, length), length, null)
                : new Content(null, length, sha256(buffer, length));
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
