package actos.act.step;

import actos.act.call.Workspace;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes steps, one after the other: shows each, writes it into the record if one is kept, and counts. When the user
 * presses Ctrl-C it says how far it came.
 */
final class StepRun implements AutoCloseable {
    private static final String STDOUT = "-";

    private final Workspace workspace;
    private final Stepper stepper;
    private final boolean keeps;
    private final boolean recordsToStdout;
    private final FileChannel record;
    private final AtomicLong made = new AtomicLong();
    private final Thread onInterrupt = new Thread(this::tellHowFar, "tell");

    /**
     * @param record the file to write, {@code -} for stdout, or null
     * @param follows whether a record is followed
     */
    StepRun(Workspace workspace, Stepper stepper, String record, boolean follows) throws IOException {
        this.workspace = workspace;
        this.stepper = stepper;
        this.keeps = follows || record != null;
        this.recordsToStdout = STDOUT.equals(record);
        Path file = record == null || recordsToStdout
                ? null
                : workspace.surroundings().cwd().resolve(record);
        this.record = file == null ? null : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    long made() {
        return made.get();
    }

    /** The choice of this message as the next step. */
    RecordedStep choice(Message message) throws IOException {
        Mailbox mailbox = new Mailbox(workspace.root().actor(message.to()));
        return RecordedStep.choice(made() + 1, message, mailbox.waiting());
    }

    /**
     * Delivers the message; returns the choice with what came of it, or null where that is nobody's concern.
     *
     * @param overtaken the messages of the same sender that it overtakes
     */
    RecordedStep step(Message message, List<Long> overtaken) throws IOException {
        RecordedStep choice = keeps ? choice(message) : null;
        StepResult step = stepper.step(message, overtaken);
        long number = made.incrementAndGet();
        RecordedStep recording = choice == null ? null : choice.with(step);
        Output output = workspace.output();
        if (record != null) {
            if (number == 1 && record.size() > 0) {
                record.truncate(0); // not before there is a step: another record is lost then
            }
            record.write(ByteBuffer.wrap(Json.bytes(recording.line())));
        }
        if (recordsToStdout) {
            output.json(recording.line());
        } else {
            workspace.show(
                    Result.of(shown -> step.lines(shown.terminal()).forEach(shown::cutLine), () -> step.json(number)));
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
        Message atWork = stepper.atWork();
        workspace
                .output()
                .note("act: stopped after " + Text.count(made(), "step")
                        + (atWork == null ? "" : "; " + atWork.to() + " still has message " + atWork.id()));
    }
}
