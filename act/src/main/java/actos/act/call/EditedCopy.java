package actos.act.call;

import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Publish;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A copy of a file that a person edits until it is right, as {@code crontab -e} does it: with an error it is opened
 * again, the error on top. The original is not touched. The copy has a directory of its own, with what the editor may
 * leave beside it; it is kept if the command fails after something was written.
 */
public final class EditedCopy {
    private static final String FILE = "act.json";
    private static final String MARK = "# act: ";
    private static final int HEADER_LINES = 2;

    private final Surroundings surroundings;
    private final String shown;
    private final String otherwise;
    private final Path copy;
    private final byte[] original;
    private byte[] content;

    /** Says what is wrong. */
    @FunctionalInterface
    public interface Check {
        /** What is wrong with the content, as the end of a sentence; null if nothing is. */
        String fault(byte[] content);
    }

    /**
     * @param shown what it is, for sentences
     * @param original what it is now
     * @param otherwise what is true if nothing comes of it: {@code nothing was sent}
     */
    public EditedCopy(Surroundings surroundings, String shown, byte[] original, String otherwise) throws IOException {
        this.surroundings = surroundings;
        this.shown = shown;
        this.otherwise = otherwise;
        this.original = original;
        this.content = original;
        String tmp = surroundings.env().getOrDefault("TMPDIR", "");
        this.copy = Files.createTempDirectory(Path.of(tmp.isEmpty() ? "/tmp" : tmp), "act-")
                .resolve(FILE);
    }

    /** Begins with this instead of what there is now. */
    public EditedCopy startingWith(byte[] other) {
        content = other;
        return this;
    }

    /** The content in which nothing is wrong. */
    public byte[] edit(Check check) throws IOException {
        String fault = fault(check, content);
        while (true) {
            write(fault, check);
            open();
            byte[] edited = written();
            if (edited.length == 0) {
                discard();
                throw Failure.failed(shown + " was left empty, so " + otherwise);
            }
            String next = fault(check, edited);
            if (next == null) {
                return edited;
            }
            if (fault != null && Arrays.equals(edited, content)) {
                throw givenUp(shown + " was not changed and is still " + next + ", so " + otherwise);
            }
            fault = next;
            content = edited;
        }
    }

    /** It was published; the copy is needed no more. */
    public void discard() throws IOException {
        Deletion.tree(copy.getParent());
    }

    /** Where what was written is kept. */
    public Path path() {
        return copy;
    }

    private String fault(Check check, byte[] edited) {
        return edited.length > Json.MAX_BYTES ? "larger than the 16 MiB that it may have" : check.fault(edited);
    }

    private void write(String fault, Check check) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (fault != null) {
            // the line numbers that the editor will show
            byte[] below = new byte[HEADER_LINES + content.length];
            Arrays.fill(below, 0, HEADER_LINES, (byte) '\n');
            System.arraycopy(content, 0, below, HEADER_LINES, content.length);
            String there = content.length > Json.MAX_BYTES ? fault : check.fault(below);
            all.writeBytes((MARK + Names.escaped(there == null ? fault : there) + "\n" + MARK
                            + "correct it and save; leave it as it is, or empty, to give up\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        all.writeBytes(content);
        Publish.replace(copy, all.toByteArray());
    }

    private void open() throws IOException {
        String visual = surroundings.env().getOrDefault("VISUAL", "");
        String command = visual.isEmpty() ? surroundings.env().getOrDefault("EDITOR", "") : visual;
        int code = surroundings.editor().edit(command.isEmpty() ? "vi" : command, copy);
        if (code != 0) {
            throw givenUp("the editor " + (command.isEmpty() ? "vi" : Names.printable(command))
                    + " ended with exit code " + code + ", so " + otherwise + "; $VISUAL or $EDITOR names another one");
        }
    }

    private Failure givenUp(String sentence) throws IOException {
        byte[] written = written();
        if (written.length == 0 || Arrays.equals(original, written)) {
            discard();
            return Failure.failed(sentence);
        }
        return Failure.failed(sentence + "; what you wrote is in " + copy);
    }

    /** What the editor has left; nothing if it has left nothing. */
    private byte[] written() throws IOException {
        return Disk.isFile(copy) ? withoutHeader(Files.readAllBytes(copy)) : new byte[0];
    }

    private static byte[] withoutHeader(byte[] edited) {
        int start = 0;
        byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
        while (Arrays.equals(edited, start, Math.min(edited.length, start + mark.length), mark, 0, mark.length)) {
            int end = start;
            while (end < edited.length && edited[end] != '\n') {
                end++;
            }
            start = Math.min(edited.length, end + 1);
        }
        return Arrays.copyOfRange(edited, start, edited.length);
    }
}
