package actos.actor;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An actor: what it does with one message. {@link ActorMain} calls it for one message after the other, on one thread.
 *
 * <p>It keeps nothing between messages but its state, which is a file that people read and edit. What it wants (answers,
 * messages, a new state) it tells the {@link Context}; all of that takes effect together, after {@code receive} has
 * returned. If it throws instead, nothing takes effect, the process ends, and the supervisor gives the message back.
 *
 * @param <S> the type of the state: any class that Jackson reads and writes, or {@code JsonNode}. It is taken from the
 *     class declaration ({@code class Bank implements Actor<Accounts>}), so an actor is a class and no lambda. A new
 *     actor's state is <code>{}</code> unless its specification says otherwise.
 */
public interface Actor<S> {
    /**
     * Handles one message.
     *
     * @param message the body; {@link Context#messageAs} gives it as a class of your own
     * @param context who sent it, the state, and everything the actor can do
     * @throws Exception to crash: nothing takes effect and the message is given back
     */
    void receive(JsonNode message, Context<S> context) throws Exception;

    /**
     * Goes on where {@link Context#ask} left off: an answer has come, or the time for it is over. Everything is as for
     * any other message, but {@link Context#reply} answers the message on whose behalf the question was asked.
     *
     * @param answer what the one who was asked has said, or why there is nothing
     * @param context what the actor can do now
     * @throws Exception to crash: nothing takes effect and the answer is given back
     */
    default void answered(Answer answer, Context<S> context) throws Exception {
        throw new UnsupportedOperationException(getClass().getName() + " asks, but does not override answered()");
    }
}
