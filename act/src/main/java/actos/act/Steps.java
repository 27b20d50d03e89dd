package actos.act;

import actos.protocol.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes steps, one after the other: shows each, writes it into the record if one is kept, and counts. When the user
 * presses Ctrl-C it says how far it came.
 */
final class Steps implements AutoCloseable {
    private static final String STDOUT = "-";

    private final Workspace workspace;
    private final Stepper stepper;
    private final boolean keeps;
    private final boolean recordsToStdout;
    private final OutputStream record;
    private final AtomicLong made = new AtomicLong();
    private final Thread onInterrupt = new Thread(this::tellHowFar, "tell");

    /**
     * @param record the file to write, {@code -} for stdout, or null
     * @param follows whether a record is followed
     */
    Steps(Workspace workspace, Stepper stepper, String record, boolean follows) throws IOException {
        this.workspace = workspace;
        this.stepper = stepper;
        this.keeps = follows || record != null;
        this.recordsToStdout = STDOUT.equals(record);
        Path file = record == null || recordsToStdout
                ? null
                : workspace.surroundings().cwd().resolve(record);
        this.record = file == null ? null : Files.newOutputStream(file);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    long made() {
        return made.get();
    }

    /** The choice of this message as the next step. */
    Recording choice(Pending message) throws IOException {
        Mailbox mailbox = new Mailbox(workspace.root().actor(message.to()));
        return Recording.choice(made() + 1, message, mailbox.waiting());
    }

    /**
     * Delivers the message; returns the choice with what came of it, or null where that is nobody's concern.
     *
     * @param overtaken the messages of the same sender that it overtakes
     */
    Recording step(Pending message, List<Long> overtaken) throws IOException {
        Recording choice = keeps ? choice(message) : null;
        Step step = stepper.step(message, overtaken);
        long number = made.incrementAndGet();
        Recording recording = choice == null ? null : choice.with(step);
        Output output = workspace.output();
        if (record != null) {
            record.write(Json.bytes(recording.line()));
        }
        if (recordsToStdout) {
            output.json(recording.line());
        } else if (workspace.isJson()) {
            output.json(step.json(number));
        } else {
            step.lines(output.terminal()).forEach(output::cutLine);
        }
        output.flush();
        return recording;
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException interrupted) {
            // it is being told
        }
        if (record != null) {
            record.close();
        }
    }

    private void tellHowFar() {
        Pending atWork = stepper.atWork();
        workspace
                .output()
                .note("act: stopped after " + Text.count(made(), "step")
                        + (atWork == null ? "" : "; " + atWork.to() + " still has message " + atWork.id()));
    }
}
