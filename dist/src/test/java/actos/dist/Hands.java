package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.SpoolName;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What people do to a root with {@code kill} and an editor, and what they then look at. */
final class Hands {
    private Hands() {}

    /** Ends the supervisor as a crash does: its actors live on. */
    static void crash(LiveRoot os) {
        try {
            os.supervisor().destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** KILLs an actor's process, and nothing else of its group. */
    static void kill(LiveRoot os, String id) {
        os.bash("kill -KILL $(cat running/" + id + "/.pid)");
    }

    /** The process id in an actor's directory. */
    static long pid(LiveRoot os, String id) {
        return Long.parseLong(Programs.text(os.home(id).pid()).strip());
    }

    /** Returns when a scan has begun and ended since: mail to nobody is dead after a cycle. */
    static void aCycle(LiveRoot os) {
        String letter = "[0-9]+~nobody::" + os.send("nobody", "0") + "\\.json";
        os.eventually(
                "mail to nobody is dead",
                () -> !LiveRoot.names(os.root.deadMessages(), letter).isEmpty());
    }

    /** What {@code supervisor.json} says does not work. */
    static List<String> degraded(LiveRoot os) {
        return system(os).degraded();
    }

    /** What {@code supervisor.json} says. */
    static SystemStatus system(LiveRoot os) {
        try {
            return Json.read(Files.readAllBytes(os.root.systemStatus()), SystemStatus.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file; none if there is no file. */
    static List<String> lines(Path file) {
        return Files.exists(file) ? Programs.text(file).lines().toList() : List.of();
    }

    /** The mail in a spool, in its order, without what is current. */
    static List<SpoolName> mail(ActorHome home) {
        return LiveRoot.names(home.spool(), "[0-9].*\\.json").stream()
                .map(SpoolName::parse)
                .toList();
    }

    /** The journal's lines of one kind about one actor. */
    static List<actos.protocol.journal.JournalEntry> journal(LiveRoot os, String event, String actor) {
        return os.journal(event).stream()
                .filter(e -> actor.equals(e.text("actor")))
                .toList();
    }

    /** Waits until the journal has so many lines of one kind about one actor; it must not have more. */
    static void awaitJournalled(LiveRoot os, int count, String event, String actor) {
        os.eventually(
                count + " lines of " + event, () -> journal(os, event, actor).size() >= count);
        assertEquals(count, journal(os, event, actor).size(), event);
    }

    static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
