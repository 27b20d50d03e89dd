/**
 * All decisions of the supervisor, pure: {@code Kernel.step(world, event, now, effects)}.
 *
 * <p>Nothing here reads a file, starts a process, knows a thread or asks for the time. What happened comes in as an
 * {@link actos.supervisor.core.Event}; what is to be done goes out as {@link actos.supervisor.core.Effect}s; whether it
 * worked comes back as the next event. The {@link actos.supervisor.core.World} is memory that can be rebuilt from the
 * directory at any time. Used by the loop's one thread.
 */
package actos.supervisor.core;
