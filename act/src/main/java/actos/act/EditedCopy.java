package actos.act;

import actos.protocol.Names;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A copy of a file that a person edits until it is right, as {@code crontab -e} does it: with an error it is opened
 * again, the error on top. The original is not touched. What was written is kept if the command fails after all.
 */
final class EditedCopy {
    private static final String MARK = "# act: ";
    private static final int HEADER_LINES = 2;

    private final Surroundings surroundings;
    private final String shown;
    private final Path copy;
    private final int limit;
    private final byte[] original;
    private byte[] content;

    /** Says what is wrong. */
    @FunctionalInterface
    interface Check {
        /** What is wrong with the content, as the end of a sentence; null if nothing is. */
        String fault(byte[] content);
    }

    /**
     * @param original a regular file
     * @param limit the most bytes that the edited content may have
     */
    EditedCopy(Surroundings surroundings, Path original, int limit) throws IOException {
        this.surroundings = surroundings;
        this.shown = Names.printable(Disk.name(original));
        try (InputStream in = Files.newInputStream(original, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            this.content = in.readAllBytes();
        }
        this.original = content;
        String tmp = surroundings.env().getOrDefault("TMPDIR", "");
        this.copy = Files.createTempFile(Path.of(tmp.isEmpty() ? "/tmp" : tmp), "act-", ".json");
        this.limit = limit;
    }

    /** The content in which nothing is wrong. */
    byte[] edit(Check check) throws IOException {
        String fault = fault(check, content);
        while (true) {
            write(fault, check);
            open();
            byte[] edited = withoutHeader(Files.readAllBytes(copy));
            if (edited.length == 0) {
                discard();
                throw Failure.failed(shown + " was left empty, so nothing was sent; it stays in dead/");
            }
            String next = fault(check, edited);
            if (next == null) {
                return edited;
            }
            if (fault != null && Arrays.equals(edited, content)) {
                throw givenUp(shown + " was not changed and is still " + next + "; it stays in dead/");
            }
            fault = next;
            content = edited;
        }
    }

    /** It was published; the copy is needed no more. */
    void discard() throws IOException {
        Files.deleteIfExists(copy);
    }

    /** Where what was written is kept. */
    Path path() {
        return copy;
    }

    private String fault(Check check, byte[] edited) {
        return edited.length > limit ? "larger than the 16 MiB that it may have" : check.fault(edited);
    }

    private void write(String fault, Check check) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (fault != null) {
            // the line numbers that the editor will show
            byte[] below = new byte[HEADER_LINES + content.length];
            Arrays.fill(below, 0, HEADER_LINES, (byte) '\n');
            System.arraycopy(content, 0, below, HEADER_LINES, content.length);
            String there = content.length > limit ? fault : check.fault(below);
            all.writeBytes((MARK + Names.escaped(there == null ? fault : there) + "\n" + MARK
                            + "correct it and save; leave it as it is, or empty, to give up\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        all.writeBytes(content);
        Files.write(copy, all.toByteArray());
    }

    private void open() throws IOException {
        String visual = surroundings.env().getOrDefault("VISUAL", "");
        String command = visual.isEmpty() ? surroundings.env().getOrDefault("EDITOR", "") : visual;
        int code = surroundings.editor().edit(command.isEmpty() ? "vi" : command, copy);
        if (code != 0) {
            throw givenUp("the editor " + (command.isEmpty() ? "vi" : Names.printable(command))
                    + " ended with exit code " + code + ", so nothing was sent; $VISUAL or $EDITOR names another one");
        }
    }

    private Failure givenUp(String sentence) throws IOException {
        if (Arrays.equals(original, withoutHeader(Files.readAllBytes(copy)))) {
            discard();
            return Failure.failed(sentence);
        }
        return Failure.failed(sentence + "; what you wrote is in " + copy);
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
