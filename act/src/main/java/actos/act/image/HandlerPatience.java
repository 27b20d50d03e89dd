package actos.act.image;

import actos.protocol.Durations;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The option of commands that wait for handlers which are at work. */
final class HandlerPatience {
    @Option(
            names = "--timeout",
            paramLabel = "D",
            defaultValue = "10s",
            description = "How long to wait for handlers that are at work; ${DEFAULT-VALUE} if not said.")
    String timeout;

    Duration most() {
        return Durations.parse("--timeout", timeout);
    }
}
