package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.MessageName;
import java.time.Instant;

/**
 * Where a message comes from.
 *
 * @param from who has sent it, or null for people and scripts
 * @param cause the number of the message that the sender was handling, or 0
 * @param inReplyTo the name of the message that it answers, or null
 * @param sentAt when it was written; null if that is not known yet
 */
public record Origin(ActorId from, long cause, MessageName inReplyTo, Instant sentAt) {}
