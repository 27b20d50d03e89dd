package actos.act.call;

import actos.act.term.Failure;
import actos.protocol.Json;
import actos.protocol.Names;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What the user gives a command to read: a file, or stdin. Both may be a pipe, a terminal or a device: it is read from the
 * beginning to the end, once, and a fault is told with its name.
 */
public final class Source {
    private static final String STDIN = "-";

    private final Surroundings surroundings;
    /** Null: it is stdin. */
    private final Path file;

    private final String shown;

    private Source(Surroundings surroundings, Path file, String shown) {
        this.surroundings = surroundings;
        this.file = file;
        this.shown = shown;
    }

    /**
     * A file; {@code -} is stdin.
     *
     * @throws Failure if there is no such file, or it is a directory
     */
    public static Source named(String name, Surroundings surroundings) {
        return name.equals(STDIN) ? stdin(surroundings) : file(name, surroundings);
    }

    public static Source stdin(Surroundings surroundings) {
        return new Source(surroundings, null, "stdin");
    }

    public static Source file(String name, Surroundings surroundings) {
        Path file = surroundings.cwd().resolve(name);
        String shown = Names.printable(name);
        if (Files.isDirectory(file)) {
            throw Failure.failed((name.isEmpty() ? "\"\"" : shown) + " is a directory: name a file in it");
        }
        if (!Files.exists(file)) {
            throw Failure.failed("there is no file " + shown);
        }
        return new Source(surroundings, file, shown);
    }

    /** How sentences call it. */
    public String shown() {
        return shown;
    }

    /** Where relative paths in it start from; what is no regular file, such as a pipe in {@code /dev/fd}, lies nowhere. */
    public Path directory() {
        return file == null || !Files.isRegularFile(file)
                ? surroundings.cwd()
                : file.toAbsolutePath().getParent();
    }

    /**
     * All of it.
     *
     * @throws Failure if it cannot be read, or is larger than JSON may be here
     */
    public byte[] read() throws IOException {
        try (InputStream in = open()) {
            byte[] content = in.readNBytes(Json.MAX_BYTES + 1);
            if (content.length > Json.MAX_BYTES) {
                throw Failure.failed(
                        shown + " is larger than the 16 MiB that a message, a state or a specification may have");
            }
            return content;
        }
    }

    /** The way to what is in it. Its reader gets a {@link Failure} where it cannot be read. */
    public InputStream open() throws IOException {
        if (file != null) {
            try {
                return new Told(Files.newInputStream(file));
            } catch (NoSuchFileException e) {
                throw Failure.failed("there is no file " + shown, e);
            } catch (AccessDeniedException e) {
                throw Failure.failed("you may not read " + shown, e);
            }
        }
        if (surroundings.terminal().stdinIsTty()) {
            surroundings.err().println("act: reads from this terminal; Ctrl-D on an empty line ends it");
            surroundings.err().flush();
        }
        return new Told(surroundings.in());
    }

    /** Says what could not be read. It reads on until the end: that of a pipe is not known before. */
    private final class Told extends FilterInputStream {
        Told(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private Failure unreadable(IOException e) {
            String reason = String.valueOf(e.getMessage());
            return Failure.failed(
                    switch (reason) {
                        case "Is a directory" -> shown + " is a directory: name a file in it";
                        case "Bad file descriptor" -> shown + " is closed, so there is nothing to read";
                        default -> "cannot read " + shown + ": " + Names.printable(reason);
                    },
                    e);
        }
    }
}
