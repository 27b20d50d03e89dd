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
}
