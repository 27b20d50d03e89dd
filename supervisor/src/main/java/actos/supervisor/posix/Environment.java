package actos.supervisor.posix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The variables that a program is started with, byte for byte: names that no shell can have and values that are not UTF-8
 * among them. Immutable.
 */
public final class Environment {
    /** What the launcher was started with, in Base64: neither a shell nor a JVM passes on all of it. */
    private static final String WHOLE = "ACTOS_ENVIRON";
    /** The user's LC_ALL: the launcher runs this JVM in a locale of its own. */
    private static final String LOCALE = "ACTOS_LC_ALL";

    /** Each {@code NAME=VALUE}. */
    private final List<byte[]> entries;

    private Environment(List<byte[]> entries) {
        this.entries = entries;
    }

    /** Exactly these. */
    static Environment of(Map<String, String> variables) {
        return new Environment(List.of()).with(variables);
    }

    /** The user's own: that of the shell that has started the supervisor. */
    public static Environment ofUser() {
        String whole = System.getenv(WHOLE);
        if (whole != null) {
            try {
                return new Environment(split(Base64.getDecoder().decode(whole)));
            } catch (IllegalArgumentException e) {
                // not the launcher's
            }
        }
        return ofThisProcess();
    }

    private static Environment ofThisProcess() {
        Environment own;
        try {
            own = new Environment(split(Files.readAllBytes(Path.of("/proc/self/environ"))));
        } catch (IOException e) {
            own = of(System.getenv());
        }
        String locale = System.getenv(LOCALE);
        if (locale == null) {
            return own;
        }
        own = own.without(LOCALE);
        return locale.isEmpty() ? own.without("LC_ALL") : own.with(Map.of("LC_ALL", locale));
    }

    private static List<byte[]> split(byte[] block) {
        List<byte[]> entries = new ArrayList<>();
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        for (byte b : block) {
            if (b != 0) {
                entry.write(b);
            } else if (entry.size() > 0) {
                entries.add(entry.toByteArray());
                entry.reset();
            }
        }
        return entries;
    }

    /** The same with these variables, instead of others of their names. */
    public Environment with(Map<String, String> variables) {
        List<byte[]> all = new ArrayList<>(entries);
        variables.forEach((name, value) -> {
            byte[] entry = (name + "=" + value).getBytes(StandardCharsets.UTF_8);
            int there = indexOf(all, name);
            if (there < 0) {
                all.add(entry);
            } else {
                all.set(there, entry);
            }
        });
        return new Environment(all);
    }

    private Environment without(String name) {
        List<byte[]> all = new ArrayList<>(entries);
        all.removeIf(entry -> isCalled(entry, name));
        return new Environment(all);
    }

    private static int indexOf(List<byte[]> all, String name) {
        for (int i = 0; i < all.size(); i++) {
            if (isCalled(all.get(i), name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isCalled(byte[] entry, String name) {
        byte[] begin = (name + "=").getBytes(StandardCharsets.UTF_8);
        return entry.length >= begin.length && Arrays.equals(entry, 0, begin.length, begin, 0, begin.length);
    }

    /** For the kernel. */
    List<byte[]> entries() {
        return entries;
    }

    /** Puts it into a map of texts, as far as it is text. */
    void putInto(Map<String, String> map) {
        for (byte[] entry : entries) {
            String text = new String(entry, StandardCharsets.UTF_8);
            int end = text.indexOf('=');
            if (end > 0) {
                map.put(text.substring(0, end), text.substring(end + 1));
            }
        }
    }
}
