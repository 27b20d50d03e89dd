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
 * @param from the sender, or null
 * @param cause the number of the message that the sender was handling, or 0
 * @param name the sender's name for it
 * @param inReplyTo the name of the message that it answers, or null
 * @param sentAt when it was written
 * @param due when it may be delivered, in Unix milliseconds, or 0 for at once
 * @param attempt 1 if it was never delivered
 * @param content tells its content from another one, or 0 if that is not known
 */
public record Message(
        long id,
        String order,
        ActorId from,
        long cause,
        MessageName name,
        MessageName inReplyTo,
        Instant sentAt,
        long due,
        int attempt,
        long content) {

    /** One whose content is not known. */
    public Message(
            long id,
            String order,
            ActorId from,
            long cause,
            MessageName name,
            MessageName inReplyTo,
            Instant sentAt,
            long due,
            int attempt) {
        this(id, order, from, cause, name, inReplyTo, sentAt, due, attempt, 0);
    }

    /** The name of its file while it waits. */
    public String fileName() {
        return spoolName().fileName();
    }

    private SpoolName spoolName() {
        return new SpoolName(order, id, from, cause, name, inReplyTo, due, attempt);
    }

    /** The same under the name that somebody has given to its file. */
    Message renamed(SpoolName file) {
        // what it answers may stand in the name; if it does not, somebody has taken it out, or it never did
        MessageName answers = file.answers() == null && spoolName().answers() == null ? inReplyTo : file.answers();
        return new Message(
                id,
                file.order(),
                file.from(),
                file.cause(),
                file.name(),
                answers,
                sentAt,
                file.due(),
                file.attempt(),
                content);
    }

    /** Whether it stands where its number puts it, which is not so once somebody has renamed it. */
    public boolean isInPlace() {
        return order.equals(SpoolName.order(id));
    }

    /** The same, written at this time. */
    public Message sentAt(Instant time) {
        return new Message(id, order, from, cause, name, inReplyTo, time, due, attempt, content);
    }

    /** The same, with this content. */
    public Message content(long newContent) {
        return new Message(id, order, from, cause, name, inReplyTo, sentAt, due, attempt, newContent);
    }

    Message returned(int newAttempt) {
        return new Message(id, order, from, cause, name, inReplyTo, sentAt, 0, newAttempt, content);
    }

    Message released(String newOrder) {
        return new Message(id, newOrder, from, cause, name, inReplyTo, sentAt, 0, attempt, content);
    }
}
