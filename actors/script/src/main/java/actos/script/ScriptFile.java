package actos.script;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Publish;
import actos.protocol.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * The script in the actor's directory: {@code script.js}, a link to the file that people edit, or a file of the actor's
 * own; and {@code .script.js}, the version that is in force, which is all there is when the actor is started again while
 * the other does not compile. Used by the actor's thread.
 */
final class ScriptFile {
    private static final String NAME = "script.js";

    private final Path script;
    private final Path inForce;
    private final Path notice;
    private Stamp seen;

    /** What tells one version from another without reading it. */
    private record Stamp(Object inode, FileTime modified, long size) {}

    ScriptFile(ActorHome home) {
        this.script = home.dir().resolve(NAME);
        this.inForce = home.dir().resolve("." + NAME);
        this.notice = home.notice();
    }

    /** Puts the script into the actor's directory, unless there is one. */
    void place(Options options) throws IOException {
        if (!Files.exists(script, LinkOption.NOFOLLOW_LINKS)) {
            if (options.copy()) {
                Publish.rewrite(script, bytes(options.script()));
            } else {
                FileStep.symbolicLink(script, options.script());
            }
        }
    }

    /** Whether it may be another than at the last call. */
    boolean hasChanged() {
        Stamp now = stamp();
        boolean changed = now == null || !now.equals(seen);
        seen = now;
        return changed;
    }

    /** The file's own name, for errors. */
    String name() {
        try {
            return Files.isSymbolicLink(script)
                    ? Files.readSymbolicLink(script).getFileName().toString()
                    : NAME;
        } catch (IOException e) {
            return NAME;
        }
    }

    /** @throws ScriptError if there is none, or no text */
    String read() {
        return read(script);
    }

    /** The version that was in force the last time, or null. */
    String lastInForce() {
        return Files.exists(inForce) ? read(inForce) : null;
    }

    /** This version is in force now. */
    void accept(String text) throws IOException {
        if (!text.equals(lastInForce())) {
            Publish.rewrite(inForce, text.getBytes(StandardCharsets.UTF_8));
        }
        FileStep.delete(notice);
    }

    /** What the file holds now is not in force. */
    void refuse(ScriptError error) throws IOException {
        String first = error.getMessage().lines().findFirst().orElse("");
        Publish.rewrite(notice, ("not in force: " + first + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The user's link is followed, but no FIFO is waited for. */
    private byte[] bytes(Path file) throws IOException {
        return RegularFile.read(file.equals(inForce) ? file : file.toRealPath(), Json.MAX_BYTES);
    }

    private String read(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new ScriptError(name() + " is missing");
        } catch (CharacterCodingException e) {
            throw new ScriptError(name() + " is no text in UTF-8");
        } catch (IOException e) {
            throw new ScriptError("cannot read " + name() + ": " + e.getMessage());
        }
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes file = Files.readAttributes(script, BasicFileAttributes.class);
            return new Stamp(file.fileKey(), file.lastModifiedTime(), file.size());
        } catch (IOException e) {
            return null;
        }
    }
}
