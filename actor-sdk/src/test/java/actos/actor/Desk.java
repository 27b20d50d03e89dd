package actos.actor;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.Seed;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One actor's directory, and the part of the supervisor that delivers: the test itself. */
final class Desk {
    static final Duration BRIEFLY = Duration.ofMillis(30);
    static final Duration LONG = Duration.ofSeconds(20);

    static final Instant SENT = Instant.parse("2026-11-22T12:00:00.123456789Z");

    private static final ActorId ID = new ActorId("adder");

    final Root root;
    final ActorHome home;
    private long delivered;

    Desk(Path dir) throws IOException {
        root = new Root(dir);
        home = root.actor(ID);
        Files.createDirectories(home.spool());
        Files.createDirectories(drawer());
        Files.createDirectories(root.spawn());
        state("{\"n\":0}");
    }

    Path drawer() {
        return root.drawer(ID);
    }

    List<String> command(String... args) {
        return Stream.concat(
                        Stream.of(
                                ID.value(),
                                home.state().toString(),
                                home.current().toString(),
                                drawer().toString()),
                        Stream.of(args))
                .toList();
    }

    <S> ActorLoop<S> loop(Actor<S> actor, String... args) {
        return new ActorLoop<>(actor, command(args), BRIEFLY);
    }

    /** A loop that is patient enough for the test to do something meanwhile. */
    <S> ActorLoop<S> patientLoop(Actor<S> actor) {
        return new ActorLoop<>(actor, command(), LONG);
    }

    /** Delivers a message as the supervisor does: envelope first, padded, then a rename to {@code current}. */
    void deliver(String from, String body) {
        deliver(from, "m" + (delivered + 1), null, body);
    }

    /** Delivers what has this name and answers the message of that name. */
    void deliver(String from, String name, String inReplyTo, String body) {
        delivered++;
        Envelope envelope = new Envelope(
                delivered,
                new MessageName(name),
                from == null ? null : new ActorId(from),
                ID,
                null,
                inReplyTo == null ? null : new MessageName(inReplyTo),
                SENT,
                1,
                Seed.of(ID, from == null ? null : new ActorId(from), new MessageName(name), SENT),
                null);
        write(home.envelope(), Json.text(envelope) + "      \n");
        publish(home.current(), body);
    }

    void state(String json) {
        publish(home.state(), json);
    }

    String state() {
        return read(home.state());
    }

    boolean isBusy() {
        return Files.exists(home.current());
    }

    /** The names of all files in the drawer, hidden ones too. */
    List<String> drawerNames() {
        return names(drawer());
    }

    /** The names of all files in {@code spawn/}, hidden ones too. */
    List<String> requestNames() {
        return names(root.spawn());
    }

    /** The bodies of what was sent, in the order of the names. */
    List<JsonNode> sent() {
        return drawerNames().stream()
                .map(name -> Json.parse(read(drawer().resolve(name)).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Starts {@link Adder} as a process in the C locale. */
    Process start(String... options) throws IOException {
        return start(List.of(options), command());
    }

    /** The same with these options of the JVM and these arguments. */
    Process start(List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(Adder.class.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.dir().toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.log().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("JAVA_TOOL"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    static List<String> names(Path dir) {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String content) {
        try {
            Files.writeString(file, content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void publish(Path file, String content) {
        try {
            Publish.replace(file, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
