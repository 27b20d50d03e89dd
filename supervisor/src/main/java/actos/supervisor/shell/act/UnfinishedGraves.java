package actos.supervisor.shell.act;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.OutputLog;
import actos.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a supervisor before this one has begun in {@code dead/} and not ended: a grave that is open, a reason without its
 * letter. Used once, at the start.
 */
public final class UnfinishedGraves {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    /** What {@link Graveyard} calls a grave that is not closed yet. */
    private static final Pattern OPEN_GRAVE = Pattern.compile("\\.[^.@][^@]*@[0-9]{8}T[0-9]{6}\\.[0-9]{9}Z");

    private final Root root;
    private final Posix posix;

    public UnfinishedGraves(Root root, Posix posix) {
        this.root = root;
        this.posix = posix;
    }

    /** What a supervisor before this one has begun and not ended: a grave that is open, a reason without its letter. */
    public void finish() throws IOException {
        removeLoneReasons(root.deadMessages());
        removeLoneReasons(root.deadSpawn());
        for (Path closing : Graveyard.list(root.deadActors())) {
            String name = closing.getFileName().toString();
            if (OPEN_GRAVE.matcher(name).matches() && Files.isDirectory(closing, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    ActorHome home = new ActorHome(closing);
                    if (!Files.exists(home.exit(), LinkOption.NOFOLLOW_LINKS)) {
                        Graveyard.close(closing, exit(home, new ActorId(name.substring(1, name.indexOf('@')))));
                    }
                    FileStep.move(closing, closing.resolveSibling(name.substring(1)));
                } catch (IOException | Refused e) {
                    LOG.warn("{} is left as it is: {}", closing, Errors.sentence(e));
                }
            }
        }
    }

    private static void removeLoneReasons(Path dir) throws IOException {
        List<Path> files = Graveyard.list(dir);
        Set<Path> there = new HashSet<>(files);
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(Graveyard.WHY)) {
                Path letter = file.resolveSibling(name.substring(0, name.length() - Graveyard.WHY.length()));
                if (name.startsWith(".") || !there.contains(letter)) {
                    deleteOdd(file);
                }
            }
        }
    }

    private static void deleteOdd(Path file) {
        try {
            FileStep.delete(file);
        } catch (IOException e) {
            LOG.warn("{} is left as it is: {}", file, Errors.sentence(e));
        }
    }

    /** How it ended, as far as its last status says. */
    private ActorExit exit(ActorHome home, ActorId id) {
        ActorExit end = lastEnd(home);
        return end == null
                ? new ActorExit(id, null, null, "it ended", Instant.now(), null, List.of())
                : new ActorExit(
                        id,
                        end.code(),
                        end.signal(),
                        end.why(),
                        end.at(),
                        end.shutdown(),
                        OutputLog.lastLines(posix, home.log(), Graveyard.LAST_LINES));
    }

    private ActorExit lastEnd(ActorHome home) {
        ActorStatus status = status(home);
        return status == null ? null : status.lastEnd();
    }

    private ActorStatus status(ActorHome home) {
        try {
            return Json.read(posix.readAll(home.status(), Json.MAX_BYTES), ActorStatus.class);
        } catch (IOException e) {
            return null;
        }
    }
}
