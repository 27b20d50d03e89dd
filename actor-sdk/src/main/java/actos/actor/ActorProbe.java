package actos.actor;

import actos.protocol.ActorId;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.MessageName;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests an actor without a disk: feeds it messages and tells what came out of each. State and bodies pass through JSON
 * as they do on disk, so a state that cannot be written or read back fails here too. Used by one thread.
 *
 * <pre>{@code
 * ActorProbe<Accounts> bank = new ActorProbe<>(new Bank());
 * Outcome outcome = bank.ask(Map.of("op", "deposit", "account", "ann", "amount", 5));
 * assertEquals(5, outcome.reply().get("balance").intValue());
 * }</pre>
 *
 * @param <S> the type of the actor's state
 */
public final class ActorProbe<S> {
    private static final ActorId SELF = new ActorId("subject");
    private static final ActorId ASKER = new ActorId("asker");
    private static final byte[] NEW = {'{', '}'};

    private final Actor<S> actor;
    private final StateType<S> type;
    private final List<String> args;
    private byte[] state;
    private long handled;

    /** Tests an actor whose state is <code>{}</code>. */
    public ActorProbe(Actor<S> actor, String... args) {
        this.actor = actor;
        this.type = StateType.of(actor);
        this.args = List.of(args);
        this.state = NEW.clone();
    }

    /** Gives the actor another state, as a person with an editor would. */
    public ActorProbe<S> withState(S next) {
        state = written(next);
        return this;
    }

    /** The state as it is now. */
    public S state() {
        try {
            return type.read(state);
        } catch (IOException e) {
            throw new IllegalStateException("the state is no " + type + ": " + e.getMessage(), e);
        }
    }

    /** Feeds a message that a person or a script wrote: there is nobody to answer. */
    public Outcome tell(Object body) throws Exception {
        return receive(null, body);
    }

    /** Feeds a message from some actor, so that the answer is among the {@link Outcome#replies}. */
    public Outcome ask(Object body) throws Exception {
        return receive(ASKER, body);
    }

    /** Feeds a message from the actor of this id. */
    public Outcome receiveFrom(String sender, Object body) throws Exception {
        return receive(new ActorId(sender), body);
    }

    private Outcome receive(ActorId sender, Object body) throws Exception {
        handled++;
        Envelope envelope =
                new Envelope(handled, MessageName.fresh(), sender, SELF, null, null, Instant.EPOCH, 1, null);
        Letter letter = new Letter(envelope, Json.parse(Json.bytes(body)));
        List<String> log = new ArrayList<>();
        Context<S> context = new Context<>(SELF, args, letter, state(), log::add);
        actor.receive(letter.body(), context);
        state = written(context.state());
        return outcome(context, log);
    }

    private byte[] written(S next) {
        try {
            return type.write(next);
        } catch (IOException e) {
            throw new IllegalStateException("the state cannot be written: " + e.getMessage(), e);
        }
    }

    private static Outcome outcome(Context<?> context, List<String> log) {
        List<JsonNode> replies = new ArrayList<>();
        List<Outcome.Sent> sends = new ArrayList<>();
        for (Context.Outgoing send : context.sends()) {
            JsonNode body = Json.parse(send.bytes());
            if (send.name().to().equals(context.from())) {
                replies.add(body);
            } else {
                sends.add(new Outcome.Sent(send.name().to(), body, send.name().delay()));
            }
        }
        return new Outcome(
                replies,
                sends,
                context.spawns().stream().map(Context.Request::spec).toList(),
                context.isStopping(),
                log);
    }
}
