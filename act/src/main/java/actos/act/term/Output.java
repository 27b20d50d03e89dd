package actos.act.term;

import actos.protocol.Json;
import actos.protocol.Names;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a command prints: results to stdout, buffered; everything else to stderr, at once. This is where everything that
 * comes from outside is tamed before a terminal gets it. When the reader of stdout has
 * gone (as after {@code act events | head -1}) every further line throws {@link Closed}, which ends the command quietly.
 * Used by one thread.
 */
public final class Output {
    private static final long PROGRESS_EVERY_NS = 100_000_000;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final OutputStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] begun = new byte[0];
    private boolean isLost;
    private boolean progressShown;
    private long progressAt = System.nanoTime();

    public Output(OutputStream out, PrintStream err, Terminal terminal) {
        this.out = new BufferedOutputStream(out, 1 << 14);
        this.err = err;
        this.terminal = terminal;
    }

    /** Nobody reads what is printed any more. */
    public static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Closed() {
            super(null, null, false, false);
        }
    }

    /** A line of the result. */
    public void line(String text) {
        String shown = terminal.stdoutIsTty() ? Text.harmless(text, terminal.wantsColours()) : text;
        write((shown + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A line of the result, cut to the terminal's width where it goes to one. */
    public void cutLine(String text) {
        line(terminal.stdoutIsTty() ? Text.cut(text, terminal.width()) : text);
    }

    /** A value as one line of JSON. */
    public void json(Object value) {
        bytes(Json.bytes(value));
    }

    /** Bytes of the result: into a file or a pipe as they are, on a terminal as text that does not steer it. */
    public void bytes(byte[] content) {
        bytes(content, content.length);
    }

    /** The same with the first bytes of an array; they may end inside of a character that the next ones complete. */
    public void bytes(byte[] content, int length) {
        if (terminal.stdoutIsTty()) {
            write(Text.harmless(characters(content, length), false).getBytes(StandardCharsets.UTF_8));
        } else {
            raw(content, length);
        }
    }

    /** The first bytes of an array, as they are, also on a terminal. */
    public void raw(byte[] content, int length) {
        try {
            out.write(content, 0, length);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Where others write a result. */
    public OutputStream asStream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                raw(new byte[] {(byte) b}, 1);
            }

            @Override
            public void write(byte[] content, int from, int length) {
                raw(Arrays.copyOfRange(content, from, from + length), length);
            }
        };
    }

    private void write(byte[] content) {
        raw(content, content.length);
    }

    private String characters(byte[] content, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(begun.length + length)
                .put(begun)
                .put(content, 0, length)
                .flip();
        CharBuffer characters = CharBuffer.allocate(bytes.remaining());
        decoder.decode(bytes, characters, false);
        begun = new byte[bytes.remaining()];
        bytes.get(begun);
        return characters.flip().toString();
    }

    /** Lets the reader see what was printed so far. */
    public void flush() {
        if (isLost) {
            return; // that is told already
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** A sentence for the person, not for a script. */
    public void note(String sentence) {
        endProgress();
        err.println(Text.harmless(sentence, false));
        err.flush();
    }

    /** What is going on, in a line that the next one replaces; shown on a terminal only, not too often. */
    public void progress(String sentence) {
        long now = System.nanoTime();
        if (terminal.stderrIsTty() && now - progressAt > PROGRESS_EVERY_NS) {
            progressAt = now;
            err.print(ERASE_LINE + Text.cut(Text.harmless(sentence, false), terminal.width() - 1));
            err.flush();
            progressShown = true;
        }
    }

    /** Takes the line of {@link #progress} away. */
    public void endProgress() {
        if (progressShown) {
            err.print(ERASE_LINE);
            err.flush();
            progressShown = false;
        }
    }

    /** The stack of an exception, for {@code -v}. */
    public void stack(Throwable t) {
        StringWriter stack = new StringWriter();
        t.printStackTrace(new PrintWriter(stack));
        err.print(Text.harmless(stack.toString(), false));
        err.flush();
    }

    public Terminal terminal() {
        return terminal;
    }

    private RuntimeException lost(IOException e) {
        isLost = true;
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("Broken pipe")) {
            return new Closed();
        }
        return Failure.failed(
                reason.equals("Bad file descriptor")
                        ? "stdout is closed, so nothing can be printed"
                        : "cannot write to stdout: " + Names.printable(reason),
                e);
    }
}
