package actos.actor;

import actos.protocol.MessageName;
import actos.protocol.Seed;
import java.util.function.Predicate;

/**
 * The names of what one handler sends, asks and starts, in this order: each has the next position behind the message's
 * seed. So they are the same when the message is handled again. Used by the thread that handles the message.
 */
final class SendNames {
    private final Seed seed;
    private final Predicate<MessageName> isPending;
    private int position;

    /**
     * @param seed the message's; null if a supervisor that knew of none has delivered it, and names are fresh then
     * @param isPending whether a question of this name waits for its answer already
     */
    SendNames(Seed seed, Predicate<MessageName> isPending) {
        this.seed = seed;
        this.isPending = isPending;
    }

    MessageName next() {
        return seed == null ? MessageName.fresh() : seed.name(++position);
    }

    /** The next name for a question. One that still waits for its answer was asked when the message was handled before. */
    MessageName nextQuestion() {
        MessageName name = next().asQuestion();
        while (isPending.test(name)) {
            name = next().asQuestion();
        }
        return name;
    }
}
