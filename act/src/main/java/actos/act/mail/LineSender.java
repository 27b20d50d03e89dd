package actos.act.mail;

import actos.act.call.Body;
import actos.act.call.Source;
import actos.act.call.Workspace;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sends each line of stdin as a message. Their names sort in the order of the lines; the supervisor is told about once a
 * second and at the end. A line that is no JSON ends it: those before it are sent then, and the error says how many.
 */
final class LineSender {
    private static final long TELL_EVERY_NS = 1_000_000_000;
    private static final long SHOW_EVERY_NS = 100_000_000;

    private final Workspace workspace;
    private final Path drawer;
    private final ActorId receiver;
    private final Duration delay;
    private final Consumer<MessageName> published;
    private long sent;
    private long line;
    private long told = System.nanoTime();
    private long shown = told;

    LineSender(Workspace workspace, Path drawer, ActorId receiver, Duration delay, Consumer<MessageName> published) {
        this.workspace = workspace;
        this.drawer = drawer;
        this.receiver = receiver;
        this.delay = delay;
        this.published = published;
    }

    /** All of them. */
    Result send() throws IOException {
        InputStream in =
                new BufferedInputStream(Source.stdin(workspace.surroundings()).open(), 1 << 16);
        try {
            for (byte[] content = next(in); content != null; content = next(in)) {
                line++;
                if (!isBlank(content)) {
                    publish(content);
                }
            }
        } finally {
            workspace.lookNow();
        }
        return Result.note(
                "sent " + Text.count(sent, "message") + " to " + receiver,
                Json.mapper().createObjectNode().put("sent", sent).put("to", receiver.value()));
    }

    private void publish(byte[] content) throws IOException {
        byte[] body;
        try {
            body = Body.checked(content, "line " + line, "");
        } catch (Failure e) {
            throw Failure.failed(e.getMessage() + "; " + already() + " before it, nothing after it");
        }
        MessageName name = MessageName.fresh();
        published.accept(name);
        Publish.replace(new OutgoingName(receiver, name, delay).in(drawer), body);
        sent++;
        long now = System.nanoTime();
        if (now - shown > SHOW_EVERY_NS) {
            shown = now;
            workspace.output().progress(already());
        }
        if (now - told > TELL_EVERY_NS) {
            told = now;
            if (!workspace.isServed()) {
                throw Failure.failed("the supervisor ended; " + already() + ", nothing after line " + line);
            }
            workspace.lookNow();
        }
    }

    private String already() {
        return Text.count(sent, "message") + (sent == 1 ? " was sent" : " were sent");
    }

    /** The next line without its newline, or null at the end; of one that is too long, enough to see that. */
    private static byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (bytes.size() <= Json.MAX_BYTES) {
                bytes.write(b);
            }
            b = in.read();
        }
        return bytes.toByteArray();
    }

    private static boolean isBlank(byte[] content) {
        for (byte b : content) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
