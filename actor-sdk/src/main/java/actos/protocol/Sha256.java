package actos.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 hash of bytes. For any thread. */
public final class Sha256 {
    private Sha256() {}

    /** The hash, 32 bytes. */
    public static byte[] of(byte[] content) {
        return of(content, content.length);
    }

    /** The hash in lower-case hexadecimal digits. */
    public static String hex(byte[] content) {
        return hex(content, content.length);
    }

    /**
     * The same.
     *
     * @param length how many bytes count
     */
    public static String hex(byte[] buffer, int length) {
        return HexFormat.of().formatHex(of(buffer, length));
    }

    private static byte[] of(byte[] buffer, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(buffer, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
