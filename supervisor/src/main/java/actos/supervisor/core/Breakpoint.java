package actos.supervisor.core;

import actos.protocol.ActorId;

/**
 * What the core knows of a breakpoint; its condition is looked at outside.
 *
 * @param actor whose mail it concerns, or null for everybody's
 * @param all whether a hit pauses the system, not only the actor
 */
public record Breakpoint(String name, ActorId actor, boolean all) {}
