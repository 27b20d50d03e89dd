package actos.dist;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import actos.protocol.Why;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A fresh root with a real supervisor, for one test or (shared) for all tests of a class. Its directory has a blank and
 * an é in its name, so that every test shows that this is no trouble. A failure carries what stood on disk. At the end
 * the supervisor is asked to go; it must exit 0, clear up, and leave no actor behind.
 */
final class LiveRoot
        implements AfterEachCallback,
                AfterAllCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Root root;

    private final Mode mode;
    private final boolean shared;
    private final Path base;
    private final Map<String, String> env = new TreeMap<>();
    private Process supervisor;
    private final AtomicInteger names = new AtomicInteger();

    private LiveRoot(Mode mode, boolean shared) {
        this.mode = mode;
        this.shared = shared;
        try {
            this.base = Files.createTempDirectory("act os é");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.root = new Root(base.resolve("root"));
        env.put("ACTOS_ROOT", root.dir().toString());
        env.put("PATH", Programs.HOME.resolve("bin") + ":" + System.getenv("PATH"));
    }

    /** A root for one test. */
    static LiveRoot forOneTest(Mode mode) {
        return new LiveRoot(mode, false);
    }

    /** A root for all tests of a class that has one instance. */
    static LiveRoot forAllTests(Mode mode) {
        return new LiveRoot(mode, true);
    }

    /** A directory beside the root that goes away with it. */
    Path base() {
        return base;
    }

    /** Sets a variable, or with null removes it, for what is started from now on. */
    synchronized LiveRoot with(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /** The environment of what this root starts. */
    synchronized Map<String, String> environment() {
        Map<String, String> all = Programs.environment(env);
        all.values().removeIf(value -> value == null);
        return all;
    }

    // ---- the supervisor

    /** Starts a supervisor, and returns when it serves the root. */
    LiveRoot start(String... flags) {
        launch(flags);
        eventually("the supervisor serves the root", () -> {
            assertTrue(supervisor.isAlive(), "the supervisor ended");
            return pid().equals(Long.toString(supervisor.pid())) && Files.exists(root.systemStatus());
        });
        return this;
    }

    /** Who serves the root; a test may have put something odd there. */
    private String pid() throws IOException {
        return new String(RegularFile.read(root.pid(), 64), StandardCharsets.US_ASCII).strip();
    }

    /** Starts a supervisor without waiting for anything. */
    Process launch(String... flags) {
        List<String> command =
                new ArrayList<>(List.of(Programs.launcher("supervisor").toString()));
        command.addAll(mode.flags());
        command.addAll(List.of(flags));
        if (!command.contains("--cycle")) {
            command.addAll(List.of("--cycle", mode.cycle()));
        }
        command.add(root.dir().toString());
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(base.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment());
            supervisor = builder.start();
            return supervisor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The supervisor's process. */
    Process supervisor() {
        return supervisor;
    }

    /** What all supervisors of this root printed. */
    Path log() {
        return base.resolve("supervisor.err");
    }

    /** Ends the supervisor as one does, and checks that it clears up behind itself. */
    void shutdown() {
        supervisor.destroy();
        awaitCleanEnd();
    }

    /** The supervisor was asked to end by other means: checks that it does, and clears up behind itself. */
    void awaitCleanEnd() {
        try {
            assertTrue(supervisor.waitFor(40, TimeUnit.SECONDS), "the supervisor did not end 40 s after TERM");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertEquals(0, supervisor.exitValue(), "the supervisor's exit code");
        assertFalse(Files.exists(root.pid()), ".pid was left behind");
        List<ProcessHandle> left = remains();
        assertTrue(left.isEmpty(), () -> "left behind after a shutdown:\n" + Remains.describe(left));
    }

    /** The processes that belong to this root, the supervisor included. */
    List<ProcessHandle> remains() {
        return Remains.of("ACTOS_ROOT=" + root.dir());
    }

    /** The processes that belong to one actor of this root. */
    List<ProcessHandle> remainsOf(String id) {
        return Remains.of("ACTOS_ROOT=" + root.dir(), "ACTOS_ID=" + id);
    }

    // ---- what a user does

    /** Calls {@code act} on this root; in a process of its own only if options for its JVM are set. */
    Ran act(String... args) {
        return actWithInput("", args);
    }

    /** Calls {@code act} on this root with this text as its input. */
    Ran actWithInput(String input, String... args) {
        Map<String, String> all = environment();
        return all.containsKey("ACTOS_JAVA_OPTS")
                ? actProcess(input, args)
                : InProcessAct.run(base, all, input, PATIENCE, args);
    }

    /** Runs {@code act} on this root in a process of its own, for what needs one, as an editor does. */
    Ran actProcess(String input, String... args) {
        List<String> command = new ArrayList<>(List.of(Programs.launcher("act").toString()));
        command.addAll(List.of(args));
        return Programs.run(base, environment(), input, PATIENCE, command);
    }

    /** Runs a bash script in the root's directory; it must end well. */
    Ran bash(String script) {
        return Programs.run(root.dir(), environment(), List.of("bash", "-euc", script))
                .ok();
    }

    /** Wakes the supervisor. */
    void signal() {
        Wake.up(Integer.parseInt(Programs.text(root.pid()).strip()));
    }

    /** Writes a request by hand. */
    void request(String name, String json) {
        publish(root.spawn().resolve(name + ".json"), json);
        signal();
    }

    /** Starts an actor of the test resources by hand, and returns when it is ready. */
    ActorHome spawn(String id, String actor, String... args) {
        return spawnWith(id, actor, "", args);
    }

    /** The same with more fields in the request: {@code "state": 1, }. */
    ActorHome spawnWith(String id, String actor, String fields, String... args) {
        request(id, spec(fields, actor, args));
        awaitPhase(id, Phase.READY);
        return home(id);
    }

    /** A request for an actor of the test resources. */
    static String spec(String fields, String actor, String... args) {
        return "{" + fields + "\"path\": " + Json.text(Programs.actor(actor).toString()) + ", \"args\": "
                + Json.text(List.of(args)) + "}";
    }

    /** Starts an actor without a process. */
    ActorHome manual(String id) {
        request(id, "{\"manual\": true}");
        awaitPhase(id, Phase.READY);
        return home(id);
    }

    /** Sends a message by hand without waking the supervisor; returns its name. */
    String drop(String to, String body) {
        String name = String.format("m%05d", names.incrementAndGet()); // names that sort as they were sent
        publish(root.send().resolve(to + "::" + name + ".json"), body);
        return name;
    }

    /** Sends a message by hand; returns its name. */
    String send(String to, String body) {
        String name = drop(to, body);
        signal();
        return name;
    }

    /** Writes a hidden file and renames it. */
    void publish(Path target, String content) {
        Path hidden = target.resolveSibling("." + target.getFileName());
        try {
            Files.writeString(hidden, content);
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- what is on disk

    /** A living actor's directory. */
    ActorHome home(String id) {
        return root.actor(new ActorId(id));
    }

    /** An actor's {@code status.json}. */
    ActorStatus status(String id) {
        try {
            return Json.read(Files.readAllBytes(home(id).status()), ActorStatus.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bodies that an actor wrote down when it handled them, in that order. */
    List<String> got(String id) {
        Path file = home(id).dir().resolve("got");
        return Files.exists(file) ? Programs.text(file).lines().toList() : List.of();
    }

    /** The waiting mail of an actor, without the one that is current. */
    List<String> waiting(String id) {
        return names(home(id).spool(), "[0-9].*\\.json");
    }

    /** The names in a directory that match, in order. */
    static List<String> names(Path directory, String pattern) {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(p -> p.getFileName().toString())
                    .filter(n -> n.matches("(?s)" + pattern))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole journal, with all that can be seen. */
    List<JournalEntry> journal() {
        if (supervisor != null) {
            AtRest.await(supervisor.pid());
        }
        try {
            JournalReader reader = JournalReader.fromStart(root);
            List<JournalEntry> all = new ArrayList<>();
            for (List<JournalEntry> some = reader.poll(); !some.isEmpty(); some = reader.poll()) {
                all.addAll(some);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The journal's lines of one kind. */
    List<JournalEntry> journal(String event) {
        return journal().stream().filter(e -> e.event().equals(event)).toList();
    }

    // ---- waiting

    /** Waits until this holds. A file that is not there yet, or is replaced at this moment, is no failure. */
    void eventually(String what, Callable<Boolean> condition) {
        await().alias(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .pollInSameThread()
                .ignoreExceptionsMatching(e -> e instanceof FileSystemException || e instanceof UncheckedIOException)
                .until(condition);
    }

    /** Waits until the journal, which comes a moment later, has so many lines of one kind; it must not have more. */
    void awaitJournalled(int count, String event) {
        eventually(count + " lines of " + event, () -> journal(event).size() >= count);
        assertEquals(count, journal(event).size(), event);
    }

    /** Waits until this, which the journal tells a moment later, is as expected. */
    <T> void awaitEqual(T expected, Callable<T> actual) {
        eventually(expected + " is told", () -> expected.equals(actual.call()));
    }

    /** Waits until an actor has handled exactly these bodies, in this order. */
    void awaitGot(String id, String... bodies) {
        eventually(id + " got " + bodies.length + " messages", () -> got(id).size() >= bodies.length);
        assertEquals(List.of(bodies), got(id));
    }

    /** Waits until an actor is ready that has another process than this. */
    void awaitReadyWithAnother(String id, long pid) {
        eventually(id + " is ready with another process", () -> {
            ActorStatus status = status(id);
            return status.phase() == Phase.READY && status.pid() != null && status.pid() != pid;
        });
    }

    /** Waits until an actor is in this phase. */
    void awaitPhase(String id, Phase phase) {
        eventually(id + " is " + phase, () -> status(id).phase() == phase);
    }

    /** Waits until an actor has left {@code running/}; returns what is left of it. */
    ActorHome awaitBuried(String id) {
        eventually(id + " has left running/", () -> !Files.exists(home(id).dir()));
        eventually(
                id + " lies in dead/actors",
                () -> !names(root.deadActors(), id + "@.*").isEmpty()
                        && names(root.deadActors(), "\\." + id + "@.*").isEmpty());
        List<String> graves = names(root.deadActors(), id + "@.*");
        return new ActorHome(root.deadActors().resolve(graves.get(graves.size() - 1)));
    }

    /** How an ended actor ended. */
    static ActorExit exit(ActorHome grave) {
        try {
            return Json.read(Files.readAllBytes(grave.exit()), ActorExit.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the request of this name was refused; returns why. */
    Why awaitRefused(String name) {
        return awaitWhy(root.deadSpawn(), why -> true, name + "@.*\\.why");
    }

    /** Waits until the letter with this name (RANDOM) was buried; returns why. */
    Why awaitDead(String name) {
        return awaitWhy(root.deadMessages(), why -> true, ".*::" + name + "(\\.json)?\\.why");
    }

    /** Waits until a letter whose file had this name (odd characters escaped) was buried; returns why. */
    Why awaitDeadFile(String originalName) {
        return awaitWhy(root.deadMessages(), why -> originalName.equals(why.originalName()), ".*\\.why");
    }

    private Why awaitWhy(Path directory, Predicate<Why> wanted, String pattern) {
        AtomicReference<Why> found = new AtomicReference<>();
        eventually(pattern + " lies in " + directory, () -> {
            for (String name : names(directory, pattern)) {
                if (name.startsWith(".")) {
                    continue; // it is being written
                }
                Why why = Json.read(Files.readAllBytes(directory.resolve(name)), Why.class);
                Path letter = directory.resolve(name.substring(0, name.length() - ".why".length()));
                if (wanted.test(why) && Files.exists(letter, LinkOption.NOFOLLOW_LINKS)) {
                    found.set(why);
                }
            }
            return found.get() != null;
        });
        return found.get();
    }

    // ---- the end

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failure.addSuppressed(new Diagnosis(this));
        throw failure;
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        handleTestExecutionException(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        handleTestExecutionException(context, failure);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!shared) {
            end(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (shared) {
            end(context);
        }
    }

    private void end(ExtensionContext context) {
        try {
            if (supervisor != null
                    && supervisor.isAlive()
                    && context.getExecutionException().isEmpty()) {
                shutdown();
            }
        } catch (AssertionError e) {
            e.addSuppressed(new Diagnosis(this));
            throw e;
        } finally {
            discard();
        }
    }

    /** Ends and deletes all that is left. */
    void discard() {
        try {
            // a daemon that was started without ACTOS_ROOT in its environment
            Remains.killSupervisor(Long.parseLong(pid()));
        } catch (IOException | NumberFormatException e) {
            // there is none
        }
        Remains.kill("ACTOS_ROOT=" + root.dir());
        Programs.delete(base);
    }
}
