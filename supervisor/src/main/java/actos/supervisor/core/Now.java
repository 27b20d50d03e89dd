package actos.supervisor.core;

import java.time.Instant;

/**
 * The time, read once per turn and handed in.
 *
 * @param nanos of the monotonic clock: what all waiting is measured with
 * @param wall of the wall clock: what is shown to people
 */
public record Now(long nanos, Instant wall) {}
