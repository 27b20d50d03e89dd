package actos.act.top;

import actos.act.call.Kill;
import actos.act.call.Signalling;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.Signals;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole terminal, for a view that is drawn again and again: the alternate screen, without echo and line editing. It
 * is put back however the program ends, also by Ctrl-C or TERM, and while the program is stopped by Ctrl-Z. Keys and the
 * size come from {@code /dev/tty}. Used by one thread; only putting back may come from another.
 */
final class Screen implements AutoCloseable {
    /** Ctrl-Z; as a key, so that the terminal is put back before the program stops. */
    private static final String SUSPEND = "\u001a";

    private static final Pattern KEY = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]?|\u001bO.?|.", Pattern.DOTALL);

    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final int USUAL_HEIGHT = 24;

    private final OutputStream out;
    private final InputStream keys;
    private final Kill kill;
    private final int usualWidth;
    private final Thread onEnd = new Thread(this::leave, "terminal");
    private final String before;
    private String typed = "";
    private boolean entered;
    private volatile boolean resized = true;
    private int width;
    private int height;

    Screen(OutputStream out, Kill kill, int usualWidth) throws IOException {
        this.out = out;
        this.kill = kill;
        this.usualWidth = usualWidth;
        this.before = stty("-g");
        if (before.isEmpty()) {
            throw Failure.failed("act top needs a terminal to read keys from; act top --once prints one view");
        }
        this.keys = new FileInputStream("/dev/tty");
        Runtime.getRuntime().addShutdownHook(onEnd);
        Signals.on("WINCH", () -> resized = true);
        enter();
    }

    int width() throws IOException {
        measure();
        return width;
    }

    int height() throws IOException {
        measure();
        return height;
    }

    /** Shows these lines, each cut to the width, and nothing else. */
    void draw(List<String> lines) throws IOException {
        StringBuilder frame = new StringBuilder("\u001b[H");
        int shown = Math.min(lines.size(), height());
        for (int i = 0; i < shown; i++) {
            frame.append(i == 0 ? "" : "\r\n")
                    .append(Text.cut(Text.harmless(lines.get(i), true), width))
                    .append("\u001b[K");
        }
        show(frame.append("\u001b[J").toString());
    }

    private synchronized void show(String frame) throws IOException {
        if (entered) { // else the program is being ended
            write(frame);
        }
    }

    /** The key that was pressed, as the terminal sends it; empty if none was for a tenth of a second. */
    String key() throws IOException {
        if (typed.isEmpty()) {
            byte[] pressed = new byte[64];
            int length = keys.read(pressed);
            typed = length <= 0 ? "" : new String(pressed, 0, length, StandardCharsets.UTF_8);
        }
        String key = firstOf(typed);
        typed = typed.substring(key.length());
        if (key.equals(SUSPEND)) {
            leave();
            Signalling.suspend(kill);
            enter(); // somebody has said fg
            return "";
        }
        return key;
    }

    /** The first of the keys that were typed so fast that they came together; an arrow or PgUp is several characters. */
    static String firstOf(String typed) {
        Matcher key = KEY.matcher(typed);
        return key.lookingAt() ? key.group() : "";
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(onEnd);
        } catch (IllegalStateException ending) {
            // the hook is at it
        }
        leave();
        keys.close();
    }

    private synchronized void enter() throws IOException {
        stty("-echo -icanon susp undef min 0 time 1");
        entered = true;
        resized = true;
        write(ENTER);
    }

    private synchronized void leave() {
        if (entered) {
            entered = false;
            try {
                write(LEAVE);
                stty(before);
            } catch (IOException gone) {
                // there is no terminal any more
            }
        }
    }

    private void measure() throws IOException {
        if (resized) {
            resized = false;
            String[] size = stty("size").split(" ");
            height = size.length == 2 && !size[0].equals("0") ? Integer.parseInt(size[0]) : USUAL_HEIGHT;
            width = size.length == 2 && !size[1].equals("0") ? Integer.parseInt(size[1]) : usualWidth;
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** What {@code stty} says about the terminal; empty if there is none. */
    private static String stty(String arguments) throws IOException {
        Process stty = new ProcessBuilder("/bin/sh", "-c", "stty " + arguments + " </dev/tty 2>/dev/null").start();
        stty.getOutputStream().close();
        String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        try {
            stty.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said;
    }
}
