package actos.supervisor.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How far the scheduler has let an actor's processes come since it was started, or adopted: what they have waited for a
 * processor is not their fault. The kernel counts that for each thread, and forgets it with the thread, so they are looked at
 * now and then. Used by the loop's thread.
 */
public final class SchedulerWaits {
    private record Had(long ran, long waited) {}

    private static final Had NOTHING = new Had(0, 0);

    private Map<Path, Had> threads = new HashMap<>();
    private final long begun;
    private long lookedAt;
    private long ran;
    private long waited;

    /** @param pid the process that plays the actor from now on */
    public SchedulerWaits(long pid, long nanos) {
        begun = nanos;
        look(List.of(pid), nanos);
        ran = 0;
        waited = 0;
    }

    /**
     * Takes note of what there was since the last look. One thread may wait for what another one does, so the time counts as
     * waited as far as one of them has waited all along.
     */
    public void look(List<Long> processes, long nanos) {
        Map<Path, Had> now = new HashMap<>();
        processes.forEach(pid -> read(pid, now));
        long longest = 0;
        for (Map.Entry<Path, Had> thread : now.entrySet()) {
            Had had = thread.getValue();
            Had before = threads.getOrDefault(thread.getKey(), NOTHING);
            ran += Math.max(0, had.ran - before.ran);
            longest = Math.max(longest, had.waited - before.waited);
        }
        waited += Math.min(longest, nanos - lookedAt);
        lookedAt = nanos;
        threads = now;
    }

    /** Nothing where there is no such process, or the kernel does not count. */
    private static void read(long pid, Map<Path, Had> all) {
        try (Stream<Path> list = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : (Iterable<Path>) list::iterator) {
                String[] f = Files.readString(Path.of(thread.toString(), "schedstat"), StandardCharsets.US_ASCII)
                        .split(" ");
                all.put(thread, new Had(Long.parseLong(f[0]), Long.parseLong(f[1])));
            }
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            // it has just ended
        }
    }

    /** How long it has been watched. */
    public long livedNanos() {
        return lookedAt - begun;
    }

    /** How long its threads have had a processor, all together. */
    public long ranNanos() {
        return ran;
    }

    /** How long it has waited for one. */
    public long waitedNanos() {
        return waited;
    }
}
