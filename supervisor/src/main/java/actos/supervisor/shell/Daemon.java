package actos.supervisor.shell;

import actos.protocol.ByteSize;
import actos.protocol.Durations;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import actos.supervisor.shell.base.RootDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the supervisor as a process of its own that outlives the terminal, and waits until it serves its root. */
final class Daemon {
    private static final long PATIENCE = 30_000_000_000L;
    private static final int MOST_SAID = 64 * 1024;

    private final Root root;
    private final List<String> options = new ArrayList<>();

    Daemon(Root root, Duration cycle, boolean scanOnly, Duration stopTimeout, boolean restore, long journalKeep) {
        this.root = root;
        options.addAll(List.of("--cycle", Durations.format(cycle), "--stop-timeout", Durations.format(stopTimeout)));
        options.addAll(List.of("--journal-keep", ByteSize.format(journalKeep)));
        if (scanOnly) {
            options.add("--scan-only");
        }
        if (restore) {
            options.add("--restore");
        }
    }

    /** The exit code: that of the supervisor if it could not start. */
    int start() throws IOException {
        RootDirectory.prepare(root);
        RootLock.take(root).close(); // says at once who has it
        Path log = root.supervisorLog();
        long before = prepare(log);
        List<String> command = new ArrayList<>(List.of("nohup", "setsid")); // a daemon has no terminal to hang up
        command.addAll(launcher());
        command.addAll(options);
        command.add(root.dir().toString());
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long start = System.nanoTime();
        try {
            while (!isServing(process.pid())) {
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    printFrom(log, before);
                    return process.exitValue();
                }
                if (System.nanoTime() - start > PATIENCE) {
                    printFrom(log, before);
                    System.err.println("supervisor: pid " + process.pid() + " has been starting for 30 s; see " + log);
                    return 1;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
        System.out.println("supervisor running, pid " + process.pid() + ", root " + root.dir() + ", log " + log);
        int restorable = restorable();
        if (restorable > 0) {
            System.err.println("supervisor: " + (restorable == 1 ? "1 actor" : restorable + " actors")
                    + " that earlier shutdowns have ended can be brought back: act shutdown, then supervisor --restore; or"
                    + " act dead revive, one by one; act dead rm discards them");
        }
        return 0;
    }

    /** What the supervisor says of that, which it has written before it serves. */
    private int restorable() {
        try {
            SystemStatus status = Json.read(RegularFile.read(root.systemStatus(), Json.MAX_BYTES), SystemStatus.class);
            return status == null ? 0 : status.restorable();
        } catch (IOException e) {
            return 0;
        }
    }

    /** How long the log is by now. What is no file is set aside: a link would lead away, a FIFO would be waited for. */
    private static long prepare(Path log) throws IOException {
        if (Files.exists(log, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
            System.err.println("supervisor: " + log + " was no regular file, it is now called "
                    + FileStep.setAside(log).getFileName());
        }
        try (FileChannel made = FileStep.open(log)) {
            return made.size();
        }
    }

    /** The launcher, or where there is none the JVM as it was started. */
    private static List<String> launcher() {
        String home = System.getProperty("actos.home");
        if (home != null) {
            return List.of(Path.of(home, "bin", "supervisor").toString());
        }
        String java = ProcessHandle.current().info().command().orElse("java");
        return List.of(java, "-cp", System.getProperty("java.class.path"), SupervisorMain.class.getName());
    }

    private boolean isServing(long pid) {
        try {
            String there = new String(RegularFile.read(root.pid(), 64), StandardCharsets.US_ASCII);
            return there.strip().equals(Long.toString(pid));
        } catch (IOException e) {
            return false;
        }
    }

    private static void printFrom(Path log, long position) throws IOException {
        long length = Files.size(log) - position;
        byte[] end = RegularFile.tail(log, (int) Math.max(0, Math.min(length, MOST_SAID)));
        System.err.print(new String(end, StandardCharsets.UTF_8));
    }
}
