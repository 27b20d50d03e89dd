package actos.supervisor.shell.base;

import static org.awaitility.Awaitility.await;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.MessageName;
import actos.protocol.Root;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.core.Origin;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.PlainPosix;
import actos.supervisor.posix.Posix;
import actos.supervisor.posix.Starter;
import actos.supervisor.shell.act.ActorCreation;
import actos.supervisor.shell.act.ActorImport;
import actos.supervisor.shell.act.Commits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A root on a temporary directory, and what tests put there. */
public final class Fixture {
    public static final Instant WALL = Instant.parse("2026-11-22T14:30:05.123456789Z");
    public static final Now NOW = new Now(1_000_000, WALL);

    private static final Map<Starter, Map<Long, Integer>> ENDED = new HashMap<>();

    public final Root root;
    public final Posix posix = new PlainPosix();
    public final Journal journal;

    public Fixture(Path dir) throws IOException {
        root = new Root(dir.resolve("root"));
        RootDirectory.prepare(root);
        journal = new Journal(root, NOW);
    }

    public Shared shared() {
        return Shared.of(root, posix, journal);
    }

    public ActorImport imports() {
        return new ActorImport(root, posix, commits());
    }

    Commits commits() {
        return new Commits(posix, new Places(root), journal);
    }

    public ActorCreation cradle() {
        return new ActorCreation(root, posix);
    }

    public static ActorSpec manual() {
        return ActorSpec.parse("{\"manual\":true}".getBytes(StandardCharsets.UTF_8));
    }

    public static Message message(long id) {
        return Message.of(id, new MessageName("m" + id), new Origin(null, 0, null, WALL));
    }

    /** A request as somebody writes it. */
    public Path request(String name, String json) throws IOException {
        return Files.writeString(root.request(name), json);
    }

    /** An actor's directory, made as the supervisor makes it. */
    public Home actor(String name) throws IOException {
        ActorId id = new ActorId(name);
        Path request = request(name, "{\"manual\":true}");
        long inode = cradle().make(request, id, manual().resolved(id, null), NOW);
        Places places = new Places(root);
        return new Home(
                id,
                root.actor(id),
                new Dir(places.running, id.value(), inode),
                new Dir(places.send, id.value(), Dir.ANY));
    }

    /** Waits until this child has ended, which leaves the others be; its exit code. */
    public static int end(Starter starter, long process) {
        Map<Long, Integer> others = ENDED.computeIfAbsent(starter, s -> new HashMap<>());
        await().until(() -> {
            for (long pid; (pid = starter.ended()) != Starter.NONE; ) {
                others.put(pid, starter.reap(pid));
            }
            return others.containsKey(process);
        });
        return others.remove(process);
    }

    public static List<String> names(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
