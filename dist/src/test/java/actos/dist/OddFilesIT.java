package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Somebody throws odd files at {@code send/}, the drawers and {@code spawn/}, faster than they can be dealt with. The
 * system property {@code actos.test.oddFiles} says how many (20,000), {@code actos.test.oddSeed} which ones.
 */
@Isolated("it takes all the processors there are")
class OddFilesIT {
    private static final int COUNT = Integer.getInteger("actos.test.oddFiles", 20_000);
    private static final long SEED = Long.getLong("actos.test.oddSeed", 20_261_123L);
    private static final List<String> SINKS = List.of("sink0", "sink1", "sink2", "sink3");
    /** The launcher's -Xmx. */
    private static final int HEAP_MIB = 1024;

    private static final Duration PATIENCE = Duration.ofMillis(Math.max(60_000, 5L * COUNT));
    private static final int CALM_BEATS = 20;

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void all_of_them_are_accounted_for_and_hold_up_nobody() throws IOException {
        OddFileCanary canary = new OddFileCanary(os.base());
        os.start("--cycle", "500ms");
        SINKS.forEach(os::manual);
        os.manual("player");
        OddFilePulse pulse = new OddFilePulse(os);
        Duration bound = Duration.ofSeconds(2).plus(calm(pulse).multipliedBy(4));
        OddFileThrower thrower = new OddFileThrower(os, SEED, COUNT, SINKS, canary.dir());

        long start = System.nanoTime();
        CompletableFuture<Void> throwing = CompletableFuture.runAsync(() -> thrower.throwAll(COUNT));
        while (!throwing.isDone()) {
            pulse.beat();
        }
        throwing.join();
        long thrown = System.nanoTime();
        while (!isDigested()) {
            assertTrue(os.supervisor().isAlive(), "the supervisor has ended");
            assertTrue(System.nanoTime() - thrown < PATIENCE.toNanos(), "it is not done with them in " + PATIENCE);
            pulse.beat();
        }
        long digested = System.nanoTime();
        System.out.println("FIGURES thrown " + (thrown - start) / 1_000_000 + " ms, digested "
                + (digested - start) / 1_000_000 + " ms, beats " + pulse.beats() + " longest " + pulse.longest()
                + " bound " + bound + " memory " + memory() + " MiB");

        Map<String, Integer> fates = new TreeMap<>();
        OddFileFate fate = new OddFileFate(os.root);
        for (OddFile file : thrower.thrown()) {
            fates.merge(fate.of(file), 1, Integer::sum);
        }
        System.out.println("FIGURES " + fates);
        int refused = fates.remove(OddFileFate.REFUSED);
        int spared =
                fates.remove(OddFileFate.TAKEN) + fates.remove(OddFileFate.LEFT) + fates.remove(OddFileFate.ACCEPTED);
        int dead = fates.values().stream().mapToInt(n -> n).sum();
        assertEquals(COUNT, refused + spared + dead);
        assertEquals(2 * dead, count(os.root.deadMessages()), "dead letters and their reasons, and nothing else");
        assertEquals(2 * refused, count(os.root.deadSpawn()), "refused requests and their reasons, and nothing else");
        assertEquals(
                Set.of("bad-name", "malformed", "not-a-file", "too-big", "unknown-actor"),
                fates.keySet(),
                "there were some of every kind");
        canary.assertUntouched();

        SystemStatus status = Json.read(Files.readAllBytes(os.root.systemStatus()), SystemStatus.class);
        assertEquals(List.of(), status.degraded());
        assertEquals(List.of(), os.journal("degraded"), "nothing went wrong on the way");
        long memory = memory();
        assertTrue(memory < HEAP_MIB, () -> "the supervisor took " + memory + " MiB");
        assertTrue(
                pulse.longest().compareTo(bound) < 0,
                () -> "an answer took " + pulse.longest() + ", one of " + pulse.beats() + "; bound " + bound);
    }

    /** How long an answer takes at most on this machine while nothing else goes on in the root. */
    private static Duration calm(OddFilePulse pulse) throws IOException {
        for (int i = 0; i < CALM_BEATS; i++) {
            pulse.beat();
        }
        return pulse.longest();
    }

    /** Whether nothing lies about that is still to be dealt with. */
    private boolean isDigested() throws IOException {
        if (isAnyLeft(os.root.spawn())) {
            return false;
        }
        for (String drawer : LiveRoot.names(os.root.send(), "(ghost.|player)")) {
            if (isAnyLeft(os.root.send().resolve(drawer))) {
                return false;
            }
        }
        return !isAnyLeft(os.root.send());
    }

    private static boolean isAnyLeft(Path dir) throws IOException {
        try (DirectoryStream<Path> list = Files.newDirectoryStream(dir)) {
            for (Path path : list) {
                String name = path.getFileName().toString();
                boolean drawer = ActorId.isValid(name) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                if (!Names.leftAlone(name) && !drawer) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return false; // a drawer that was empty
        }
    }

    private static int count(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return (int) list.count();
        }
    }

    /** The most memory that the supervisor ever had, in MiB. */
    private long memory() throws IOException {
        Path file = Path.of("/proc", Long.toString(os.supervisor().pid()), "status");
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
