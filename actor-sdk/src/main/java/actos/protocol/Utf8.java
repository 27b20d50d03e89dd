package actos.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a process was called with. Java puts U+FFFD in the place of bytes that are no UTF-8, and a path of which that was
 * made leads to another file, or to none: so whoever is called so refuses it. All that stands in a root is UTF-8.
 */
public final class Utf8 {
    private static final char REPLACEMENT = '\ufffd';
    private static final Path SELF = Path.of("/proc/self");

    private Utf8() {}

    /**
     * Checks how this process was called.
     *
     * @param args all that its {@code main} got
     * @param variables those of its environment that hold paths
     * @throws Refused if something is not UTF-8: an argument, a variable, or the name of the working directory
     */
    public static void checkCall(String[] args, String... variables) throws IOException {
        if (System.getProperty("user.dir").indexOf(REPLACEMENT) >= 0) {
            Path cwd = Files.readSymbolicLink(SELF.resolve("cwd"));
            if (!isExact(cwd)) {
                throw new Refused(null, "the path of the current directory is not UTF-8: go to another one");
            }
        }
        for (int i = 0; i < args.length; i++) {
            if (args[i].indexOf(REPLACEMENT) >= 0) {
                List<byte[]> words = words("cmdline");
                check("argument " + (i + 1), words.get(words.size() - args.length + i));
            }
        }
        for (String variable : variables) {
            String value = System.getenv(variable);
            if (value != null && value.indexOf(REPLACEMENT) >= 0) {
                for (byte[] word : words("environ")) {
                    if (new String(word, StandardCharsets.ISO_8859_1).startsWith(variable + "=")) {
                        check("variable", word);
                    }
                }
            }
        }
    }

    /** Whether a path as text is the same path. */
    static boolean isExact(Path path) {
        String text = path.toString();
        return text.indexOf(REPLACEMENT) < 0 || Path.of(text).equals(path);
    }

    private static void check(String what, byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new Refused(null, what + " is not UTF-8: " + shown(bytes));
        }
    }

    /** The bytes as bash writes them in {@code $'…'}. */
    private static String shown(byte[] bytes) {
        StringBuilder all = new StringBuilder("$'");
        for (byte b : bytes) {
            boolean plain = b >= ' ' && b < 0x7f && b != '\'' && b != '\\';
            all.append(plain ? String.valueOf((char) b) : String.format("\\x%02x", b & 0xff));
        }
        return all.append('\'').toString();
    }

    private static List<byte[]> words(String file) throws IOException {
        byte[] all = Files.readAllBytes(SELF.resolve(file));
        List<byte[]> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == 0) {
                words.add(Arrays.copyOfRange(all, from, i));
                from = i + 1;
            }
        }
        return words;
    }
}
