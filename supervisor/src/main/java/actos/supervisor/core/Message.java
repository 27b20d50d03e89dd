package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.MessageName;
import actos.protocol.SpoolName;
import java.time.Instant;

/**
 * A message that was taken.
 *
 * @param id its number
 * @param order where it stands in the mailbox, as text
 * @param name the sender's name for it
 * @param origin where it comes from
 * @param due when it may be delivered, in Unix milliseconds, or 0 for at once
 * @param attempt 1 if it was never delivered
 * @param content tells its content from another one, or 0 if that is not known
 */
public record Message(long id, String order, MessageName name, Origin origin, long due, int attempt, long content) {

    /** One that stands where its number puts it, and may be delivered at once for the first time. */
    public static Message of(long id, MessageName name, Origin origin) {
        return new Message(id, SpoolName.order(id), name, origin, 0, 1, 0);
    }

    /** The sender, or null. */
    public ActorId from() {
        return origin.from();
    }

    /** The number of the message that the sender was handling, or 0. */
    public long cause() {
        return origin.cause();
    }

    /** The name of the message that it answers, or null. */
    public MessageName inReplyTo() {
        return origin.inReplyTo();
    }

    /** When it was written. */
    public Instant sentAt() {
        return origin.sentAt();
    }

    /** The name of its file while it waits. */
    public String fileName() {
        return spoolName().fileName();
    }

    private SpoolName spoolName() {
        return new SpoolName(order, id, from(), cause(), name, inReplyTo(), due, attempt);
    }

    /** The same under the name that somebody has given to its file. */
    Message renamed(SpoolName file) {
        // what it answers may stand in the name; if it does not, somebody has taken it out, or it never did
        MessageName answers = file.answers() == null && spoolName().answers() == null ? inReplyTo() : file.answers();
        Origin renamed = new Origin(file.from(), file.cause(), answers, sentAt());
        return new Message(id, file.order(), file.name(), renamed, file.due(), file.attempt(), content);
    }

    /** Whether it stands where its number puts it, which is not so once somebody has renamed it. */
    public boolean isInPlace() {
        return order.equals(SpoolName.order(id));
    }

    /** The same, written at this time. */
    public Message sentAt(Instant time) {
        Origin dated = new Origin(from(), cause(), inReplyTo(), time);
        return new Message(id, order, name, dated, due, attempt, content);
    }

    /** The same, with this content. */
    public Message content(long newContent) {
        return new Message(id, order, name, origin, due, attempt, newContent);
    }

    Message returned(int newAttempt) {
        return new Message(id, order, name, origin, 0, newAttempt, content);
    }

    Message released(String newOrder) {
        return new Message(id, newOrder, name, origin, 0, attempt, content);
    }
}
