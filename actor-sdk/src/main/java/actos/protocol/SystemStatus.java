package actos.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * What the supervisor says of itself: {@code supervisor.json}.
 *
 * @param version of ActOS
 * @param pid the supervisor's process
 * @param startTime when that process started, in clock ticks since boot
 * @param bootId which boot of the machine that counts from
 * @param startedAt when it began to serve this root
 * @param cycle the scan interval
 * @param mode {@code notices} or {@code scan-only}
 * @param paused whether the system is paused
 * @param actors how many actors there are
 * @param waiting how many messages wait, in all
 * @param taken how many messages this supervisor took
 * @param delivered how many deliveries it made
 * @param done how many messages were handled
 * @param dead how many letters it had to bury
 * @param rate messages handled per second, lately
 * @param lastShutdown when the last shutdown began, by this supervisor or one before it; null if there was none
 * @param restorable how many actors that shutdowns have ended {@code supervisor --restore} would bring back
 * @param breaks the breakpoints, by name
 * @param degraded what does not work as it should, and why; empty when all is well
 */
@JsonPropertyOrder({
    "version",
    "pid",
    "startTime",
    "bootId",
    "startedAt",
    "cycle",
    "mode",
    "paused",
    "actors",
    "waiting",
    "taken",
    "delivered",
    "done",
    "dead",
    "rate",
    "lastShutdown",
    "restorable",
    "breaks",
    "degraded"
})
public record SystemStatus(
        String version,
        long pid,
        long startTime,
        String bootId,
        Instant startedAt,
        String cycle,
        String mode,
        boolean paused,
        int actors,
        long waiting,
        long taken,
        long delivered,
        long done,
        long dead,
        double rate,
        Instant lastShutdown,
        int restorable,
        List<Break> breaks,
        List<String> degraded) {

    public SystemStatus {
        breaks = breaks == null ? List.of() : breaks;
        degraded = degraded == null ? List.of() : degraded;
    }

    /**
     * A breakpoint.
     *
     * @param name of its file in {@code breaks/}, without {@code .json}
     * @param hits how often it was hit since this supervisor started
     * @param problem why it cannot be used, or could not be evaluated the last time; null if all is well
     */
    public record Break(String name, long hits, String problem) {}
}
