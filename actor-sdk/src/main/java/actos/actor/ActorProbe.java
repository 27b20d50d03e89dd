package actos.actor;

import actos.protocol.ActorId;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Question;
import actos.protocol.Seed;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
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

    /** Answers a question that the actor has asked. */
    public Outcome answer(Outcome.Asked asked, Object body) throws Exception {
        return receive(asked.to(), body, asked.tie());
    }

    /** Lets the time for the answer to a question run out. */
    public Outcome letTimePass(Outcome.Asked asked) throws Exception {
        String error = asked.to() + " has not answered within "
                + asked.tie().question().within();
        return receive(SELF, error, new Tie(asked.tie().name(), asked.tie().question(), error));
    }

    private Outcome receive(ActorId sender, Object body) throws Exception {
        return receive(sender, body, null);
    }

    private Outcome receive(ActorId sender, Object body, Tie tie) throws Exception {
        handled++;
        MessageName name = new MessageName("m" + handled);
        Seed seed = Seed.of(SELF, sender, name, Instant.EPOCH);
        Envelope envelope = new Envelope(handled, name, sender, SELF, null, null, Instant.EPOCH, 1, seed, null);
        Letter letter = new Letter(envelope, Json.parse(Json.bytes(body)));
        List<String> log = new ArrayList<>();
        Context<S> context = new Context<>(
                SELF, args, letter, tie, state(), () -> Path.of("").toAbsolutePath(), asked -> false, log::add);
        if (tie == null) {
            actor.receive(letter.body(), context);
        } else {
            actor.answered(tie.answer(letter), context);
        }
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
        List<Outcome.Asked> asks = new ArrayList<>();
        for (Context.Outgoing send : context.sends()) {
            JsonNode body = Json.parse(send.bytes());
            Tie asked = context.asks().stream()
                    .filter(tie -> tie.name().equals(send.name().name()))
                    .findFirst()
                    .orElse(null);
            if (asked != null) {
                asks.add(new Outcome.Asked(send.name().to(), body, asked));
            } else if (context.asker() != null
                    && send.name().onBehalfOf() == null
                    && send.name().to().equals(context.asker().from())) {
                replies.add(body);
            } else if (!isLate(context, send)) {
                sends.add(new Outcome.Sent(send.name().to(), body, send.name().delay()));
            }
        }
        return new Outcome(
                replies,
                sends,
                asks,
                context.spawns().stream().map(Context.Request::spec).toList(),
                context.isStopping(),
                context.isStashing(),
                log);
    }

    private static boolean isLate(Context<?> context, Context.Outgoing send) {
        return context.asks().stream()
                .anyMatch(tie -> Question.late(tie.name()).equals(send.name().name()));
    }
}
