package actos.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One root on which a {@link CrashPointPlay} is given: its supervisors, one after the other, of which some end at a
 * step that is said beforehand. Used by one thread.
 */
final class CrashPointRoot implements AutoCloseable {
    private static final String CYCLE = "50ms";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    final Root root;
    final CrashPointPlay play;

    private final Path base;
    private final List<Path> logs = new ArrayList<>();
    private Process supervisor;
    private boolean lastSent;

    /**
     * @param directory where the actors' programs are, and all roots
     * @param name of this one
     */
    CrashPointRoot(Path directory, String name) throws IOException {
        this.base = Files.createDirectory(directory.resolve(name));
        this.root = new Root(base.resolve("act os é")); // a blank and an é are no trouble
        this.play = new CrashPointPlay(root, directory);
    }

    /** Starts a supervisor that halts at an edge of a step, or at none if that is 0. */
    void start(int haltAt, String... flags) throws IOException {
        Path log = base.resolve("supervisor" + logs.size() + ".err");
        logs.add(log);
        List<String> command =
                new ArrayList<>(List.of(Programs.launcher("supervisor").toString(), "--cycle", CYCLE));
        command.addAll(List.of(flags));
        command.add(root.dir().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        String options = haltAt > 0 ? "-Dactos.test.haltAt=" + haltAt : "";
        builder.environment().clear();
        builder.environment()
                .putAll(Programs.environment(Map.of("ACTOS_ROOT", root.dir().toString(), "ACTOS_JAVA_OPTS", options)));
        supervisor = builder.start();
    }

    /** KILLs the supervisor. */
    void kill() throws InterruptedException {
        supervisor.destroyForcibly().waitFor();
    }

    /** Something that comes about. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until this holds: true; or until the supervisor has ended: false. */
    boolean await(String what, Condition condition) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            boolean dead = !supervisor.isAlive(); // looked at first: what it has done it did before
            if (condition.holds()) {
                return true;
            }
            if (dead) {
                return false;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("too late: " + what + "; the play waits for: " + play.waitsFor());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Plays the first part, with a supervisor that lives. */
    void playToTheMiddle() throws IOException {
        assertTrue(await("the middle", play::advanceToTheMiddle), () -> "the supervisor ended: " + lastWords());
    }

    /** Waits until the supervisor can be told to end. False if it has ended. */
    boolean awaitService() throws IOException {
        String pid = supervisor.pid() + "\n";
        return await("the supervisor's .pid", () -> {
            try {
                return pid.equals(Files.readString(root.pid()));
            } catch (NoSuchFileException e) {
                return false;
            }
        });
    }

    /**
     * Plays to the end, until the books balance, and a cycle longer. False if the supervisor ended on its way; the next
     * one goes on from there.
     */
    boolean playToTheEnd() throws IOException {
        List<String> faults = new ArrayList<>();
        try {
            return await("the books balance", () -> {
                if (!play.advance() || lastSent && !play.isLastDead()) {
                    return false;
                }
                faults.clear();
                faults.addAll(books());
                if (faults.isEmpty() && !lastSent) {
                    play.sendLast();
                    lastSent = true;
                    return false;
                }
                return faults.isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", faults), e);
        }
    }

    private List<String> books() {
        try {
            return CrashPointBooks.faultsInLife(root, play, logs.size() - 1, lastSent);
        } catch (IOException | RuntimeException e) {
            return List.of(e.toString()); // at this moment
        }
    }

    /** How the last supervisor ended, in the words it printed. */
    String lastWords() {
        return Programs.text(logs.get(logs.size() - 1)).lines().reduce("", (a, b) -> b);
    }

    /** Where supervisors of this root halted. */
    List<String> halts() {
        return logs.stream()
                .flatMap(log -> Programs.text(log).lines())
                .filter(line -> line.startsWith("halted "))
                .map(line -> line.replace(root.dir().toString(), "ROOT"))
                .toList();
    }

    /** How the last supervisor ended, as a number. */
    int exitCode() throws InterruptedException {
        return supervisor.waitFor();
    }

    /** Tells the supervisor to end, and waits until it has. */
    int shutdown() throws InterruptedException {
        supervisor.destroy();
        assertTrue(supervisor.waitFor(60, TimeUnit.SECONDS), "the supervisor did not end 60 s after TERM");
        return supervisor.exitValue();
    }

    /** What is wrong after all is over. */
    List<String> faultsAfterwards() throws IOException {
        return CrashPointBooks.faultsAfterwards(root, play, logs.size() - 1);
    }

    /** What there is to see, for a failure. */
    String describe() {
        StringBuilder s = new StringBuilder();
        for (Path log : logs) {
            s.append("--- ").append(log.getFileName()).append('\n').append(Programs.text(log));
        }
        if (Files.exists(root.dir())) {
            s.append(Programs.run(root.dir(), Map.of("PATH", System.getenv("PATH")), List.of("bash", "-c", """
                                    find . -printf '%y %8s %p\\n' | sort -k3
                                    tail -qn 100 journal/*.jsonl | cut -c 1-300
                                    tail -n 3 dead/*/*.why dead/actors/*/exit.json running/*/s*.json | cut -c 1-600
                                    """))
                    .out());
        }
        return s.append(Remains.describe(Remains.of("ACTOS_ROOT=" + root.dir())))
                .toString();
    }

    /** Ends and deletes all that is left. */
    @Override
    public void close() {
        Remains.kill("ACTOS_ROOT=" + root.dir());
        Programs.delete(base);
    }
}
