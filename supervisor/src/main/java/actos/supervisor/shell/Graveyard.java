package actos.supervisor.shell;

import actos.protocol.ActorExit;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.Why;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Now;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/**
 * {@code dead/}: what could not be delivered or started, whole, with the reason beside it, and actors that have ended.
 * The reason is written first, so that nothing ever lies there unexplained. Used by the loop's thread.
 */
final class Graveyard {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);
    private static final int LAST_LINES = 20;
    private static final String WHY = ".why";

    private final Root root;

    Graveyard(Root root) {
        this.root = root;
    }

    /** A letter that was never taken. False if it is not there any more. */
    boolean bury(Dir from, Effect.Bury letter, Now now) throws IOException {
        String name = letter.name() == null ? "bad-name" : letter.to() + "::" + letter.name() + ".json";
        Path grave = root.deadMessages().resolve(letter.id() + "~" + name);
        Path file = find(from, letter.file());
        Why why = new Why(
                letter.reason(),
                letter.id(),
                letter.to() == null ? null : letter.to().value(),
                letter.from(),
                letter.cause() == 0 ? null : letter.cause(),
                now.wall(),
                0,
                originalName(file),
                null,
                letter.detail());
        return move(file, grave, why);
    }

    /** A request that was refused. False if it is not there any more. */
    boolean bury(Dir spawn, Effect.Refuse refusal, Now now) throws IOException {
        String base = refusal.request().endsWith(".json")
                ? refusal.request().substring(0, refusal.request().length() - ".json".length())
                : refusal.request();
        String name = ActorId.isValid(base) ? base : "bad-name";
        Path grave = root.deadSpawn().resolve(name + "@" + TIME.format(now.wall()) + ".json");
        for (int n = 2; Files.exists(grave); n++) {
            grave = root.deadSpawn().resolve(name + "@" + TIME.format(now.wall().plusNanos(n)) + ".json");
        }
        Path file = find(spawn, refusal.request());
        Why why = new Why(
                "refused",
                null,
                null,
                null,
                null,
                now.wall(),
                0,
                originalName(file),
                refusal.field(),
                refusal.detail());
        return move(file, grave, why);
    }

    private static boolean move(Path file, Path grave, Why why) throws IOException {
        Path reason = grave.resolveSibling(grave.getFileName() + WHY);
        Publish.replace(reason, Json.bytes(why));
        try {
            FileStep.move(file, grave);
            return true;
        } catch (NoSuchFileException e) {
            FileStep.delete(reason);
            return false;
        } catch (IOException e) {
            FileStep.delete(reason); // the next attempt has another name
            throw e;
        }
    }

    /** A name that is not UTF-8 is found only in a listing. */
    private static Path find(Dir dir, String file) throws IOException {
        if (!Looks.isUndecodable(file)) {
            return dir.file(file);
        }
        try (Stream<Path> list = Files.list(dir.path)) {
            return list.filter(p -> p.getFileName().toString().equals(file))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchFileException(file));
        }
    }

    /** Whether the actor's own directory still stands at its place. */
    static boolean isThere(Home home) throws IOException {
        try {
            return Files.getAttribute(home.paths.dir(), "unix:ino", LinkOption.NOFOLLOW_LINKS)
                    .equals(home.inode);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** The file's name, its bytes escaped where they are no text. */
    private static String originalName(Path file) {
        String name = file.getFileName().toString();
        if (!Looks.isUndecodable(name)) {
            return Names.escaped(name);
        }
        String uri = file.toUri().getRawPath(); // has every odd byte as %XX
        return uri.substring(uri.lastIndexOf('/') + 1).replace("%", "\\x");
    }

    /**
     * An actor that has ended.
     *
     * @return its grave, or null if its directory is not there any more
     */
    Path bury(Home home, Effect.BuryActor end, Now now) throws IOException {
        if (!isThere(home)) {
            return null;
        }
        ActorExit exit = new ActorExit(
                end.id(),
                end.code(),
                end.signal(),
                end.why(),
                now.wall(),
                null,
                OutputLog.lastLines(home.paths.log(), LAST_LINES));
        Publish.replace(home.paths.exit(), Json.bytes(exit));
        FileStep.delete(home.paths.stop());
        Instant time = now.wall();
        Path grave;
        do {
            grave = root.deadActors().resolve(end.id() + "@" + TIME.format(time));
            time = time.plusNanos(1);
        } while (Files.exists(grave));
        FileStep.move(home.paths.dir(), grave);
        return grave;
    }
}
