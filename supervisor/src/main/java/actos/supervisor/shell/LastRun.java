package actos.supervisor.shell;

import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import actos.supervisor.posix.Posix;
import java.io.IOException;
import java.time.Instant;

/**
 * What the supervisor before this one has said of itself.
 *
 * @param shutdown when the last shutdown began, its own or an earlier one's; null if there was none
 * @param wasCutShort whether that was its own, so that it has not ended all that it was to end
 */
record LastRun(Instant shutdown, boolean wasCutShort) {
    static LastRun of(Root root, Posix posix) {
        SystemStatus status = status(root, posix);
        Instant shutdown = status == null ? null : status.lastShutdown();
        return new LastRun(
                shutdown, shutdown != null && status.startedAt() != null && !shutdown.isBefore(status.startedAt()));
    }

    /** Null if there was none. */
    private static SystemStatus status(Root root, Posix posix) {
        try {
            return Json.read(posix.readAll(root.systemStatus(), Json.MAX_BYTES), SystemStatus.class);
        } catch (IOException e) {
            return null;
        }
    }

    /** When the shutdown began that goes on now; null if none does. */
    Instant unfinished() {
        return wasCutShort ? shutdown : null;
    }
}
