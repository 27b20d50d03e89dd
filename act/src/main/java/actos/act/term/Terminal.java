package actos.act.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Where the input comes from and the output goes: to a terminal, how wide that is, and whether it wants colours. Made once per call; the width
 * is found out when somebody asks for it first.
 */
public final class Terminal {
    private static final int USUAL_WIDTH = 80;
    private static final List<String> STYLES = List.of("0", "1", "2", "31", "32");
    private static final String PLAIN = "\u001b[0m";

    private final boolean stdin;
    private final boolean stdout;
    private final boolean stderr;
    private final boolean colours;
    private final IntSupplier measure;
    private int width;

    /** The input is no terminal. */
    public Terminal(boolean stdout, boolean stderr, boolean colours, IntSupplier measure) {
        this(false, stdout, stderr, colours, measure);
    }

    private Terminal(boolean stdin, boolean stdout, boolean stderr, boolean colours, IntSupplier measure) {
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
        this.colours = colours;
        this.measure = measure;
    }

    /** The one that this process has. */
    public static Terminal real(Map<String, String> env) {
        boolean dumb = "dumb".equals(env.get("TERM"));
        boolean plain = dumb || !env.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(isTty(0), isTty(1), isTty(2) && !dumb, !plain, () -> measured(env.get("COLUMNS")));
    }

    /** No terminal: files or pipes. */
    public static Terminal none() {
        return new Terminal(false, false, false, () -> USUAL_WIDTH);
    }

    public boolean stdinIsTty() {
        return stdin;
    }

    public boolean stdoutIsTty() {
        return stdout;
    }

    boolean stderrIsTty() {
        return stderr;
    }

    public int width() {
        if (width == 0) {
            width = Math.max(20, measure.getAsInt());
        }
        return width;
    }

    /** Whether text on stdout may be coloured. */
    public boolean wantsColours() {
        return stdout && colours;
    }

    /** Something that went wrong. */
    public String bad(String text) {
        return styled("31", text);
    }

    /** Something that is new. */
    public String good(String text) {
        return styled("32", text);
    }

    /** Something less important. */
    public String faint(String text) {
        return styled("2", text);
    }

    /** A heading. */
    public String strong(String text) {
        return styled("1", text);
    }

    private String styled(String code, String text) {
        return wantsColours() ? "\u001b[" + code + "m" + Text.harmless(text, false) + PLAIN : text;
    }

    /** Whether one of the sequences that this class writes begins there. */
    static boolean isOwn(String text, int at) {
        return STYLES.stream().anyMatch(style -> text.startsWith("\u001b[" + style + "m", at));
    }

    private static boolean isTty(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static int measured(String columns) {
        if (columns != null && columns.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(columns);
        }
        try {
            Process stty = new ProcessBuilder("/bin/sh", "-c", "stty size </dev/tty 2>/dev/null").start();
            stty.getOutputStream().close();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int blank = size.indexOf(' ');
            int found = blank < 0 ? 0 : Integer.parseInt(size.substring(blank + 1));
            return found > 0 ? found : USUAL_WIDTH;
        } catch (IOException | NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }
}
