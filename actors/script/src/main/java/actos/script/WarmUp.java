package actos.script;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plays a script in a directory of its own, with the part of the supervisor that delivers, until it has handled one
 * message: for whoever wants to know what that needs, as {@code lib/archive.sh} does ({@code --warm-up}).
 */
final class WarmUp {
    private static final ActorId ID = new ActorId("warm-up");
    private static final String ENVELOPE =
            "{\"id\":1,\"name\":\"k\",\"from\":\"someone\",\"to\":\"warm-up\",\"cause\":null,"
                    + "\"inReplyTo\":null,\"sentAt\":\"2026-01-01T00:00:00.123Z\",\"attempt\":1}\n";

    private final Root root;
    private final ActorHome home;

    WarmUp() throws IOException {
        root = new Root(Files.createTempDirectory("actos-script"));
        home = root.actor(ID);
    }

    /** What an actor of a supervisor gets as arguments. */
    List<String> layOut() throws IOException {
        for (Path dir : List.of(root.running(), home.dir(), home.spool(), root.send(), root.drawer(ID), root.spawn())) {
            FileStep.createDirectory(dir);
        }
        Path script = root.dir().resolve("warm-up.js");
        try (InputStream in = WarmUp.class.getResourceAsStream("warm-up.js")) {
            Publish.replace(script, in.readAllBytes());
        }
        Publish.replace(home.state(), Json.bytes(List.of(1)));
        Publish.replace(home.envelope(), ENVELOPE.getBytes(StandardCharsets.US_ASCII));
        Publish.replace(home.current(), Json.bytes("hello"));
        return List.of(
                ID.value(),
                home.state().toString(),
                home.current().toString(),
                root.drawer(ID).toString(),
                script.toString());
    }

    /** Waits until the message is handled, removes everything, and ends the process. */
    void awaitAndEnd() throws IOException, InterruptedException {
        while (Files.exists(home.current()) || Files.exists(home.redo())) {
            Thread.sleep(10);
        }
        try (Stream<Path> all = Files.walk(root.dir())) {
            for (Path file : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                FileStep.delete(file);
            }
        }
        System.exit(0);
    }
}
