package actos.actor;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Asker;
import actos.protocol.Durations;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.OutgoingName;
import actos.protocol.Question;
import actos.protocol.Seed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One message's context: what an actor knows while it handles the message, and what it wants to happen. It only
 * collects: nothing takes effect before {@code receive} has returned, and nothing at all if it throws or if the message
 * was taken away meanwhile. Bodies are turned into JSON when they are handed over, so they may be changed afterwards.
 * Used by the thread that handles the message, and not beyond it.
 *
 * @param <S> the type of the actor's state
 */
public final class Context<S> {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final ActorId id;
    private final List<String> args;
    private final Letter letter;
    private final Tie tie;
    private final Supplier<Path> programs;
    private final SendNames names;
    private final Consumer<String> log;
    private final List<Outgoing> sends = new ArrayList<>();
    private final List<Request> spawns = new ArrayList<>();
    private final List<Tie> asks = new ArrayList<>();
    private S state;
    private RandomGenerator random;
    private boolean stopping;
    private boolean stashing;

    /** A message that is to be sent; the body is JSON. */
    record Outgoing(OutgoingName name, String body) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A request to start an actor, under a name of its own. */
    record Request(MessageName name, ActorSpec spec) {}

    /**
     * @param tie the question that the message is about, or null
     * @param programs where relative paths of programs start
     * @param isPending whether a question of this name waits for its answer
     */
    Context(
            ActorId id,
            List<String> args,
            Letter letter,
            Tie tie,
            S state,
            Supplier<Path> programs,
            Predicate<MessageName> isPending,
            Consumer<String> log) {
        this.id = id;
        this.args = args;
        this.letter = letter;
        this.tie = tie;
        this.state = state;
        this.programs = programs;
        this.names = new SendNames(letter.envelope().seed(), isPending);
        this.log = log;
    }

    /** This actor's id. */
    public ActorId id() {
        return id;
    }

    /** What its specification gives it as {@code args}. */
    public List<String> args() {
        return args;
    }

    /** Who sent the message, or null: a person or a script wrote it to {@code send/} itself. */
    public ActorId from() {
        return letter.envelope().from();
    }

    /** The sender's name for the message. */
    public MessageName name() {
        return letter.envelope().name();
    }

    /** Everything that is known about the message. */
    public Envelope envelope() {
        return letter.envelope();
    }

    /**
     * The message's body as a class of your own, typically a record.
     *
     * @throws IllegalArgumentException if it does not have that form
     */
    public <T> T messageAs(Class<T> type) {
        String wrong = letter.title() + " is no " + type.getSimpleName() + ": ";
        try {
            T message = Json.mapper().treeToValue(letter.body(), type);
            if (message == null) {
                throw new IllegalArgumentException(wrong + "it is null");
            }
            return message;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(wrong + e.getOriginalMessage(), e);
        }
    }

    /** The state. An object that can be changed may be changed in place. */
    public S state() {
        return state;
    }

    /** Replaces the state. */
    public void setState(S next) {
        state = next;
    }

    /**
     * Answers the message's sender; where the message is itself an answer, the one on whose behalf this actor had asked.
     * Where there is none, the answer is logged instead.
     */
    public void reply(Object body) {
        Asker asker = asker();
        if (asker != null && tie == null) {
            send(asker.from(), body);
        } else {
            answer(asker, body);
        }
    }

    /**
     * Who waits for an answer to this message, for {@link #answer}: its sender; where the message is itself an answer, the
     * one on whose behalf this actor had asked. Null if that is nobody: a person, a script or the supervisor. It may be kept
     * in the state, and survives whatever ends.
     */
    public Asker asker() {
        Asker asker = onBehalfOf();
        return asker.from() == null || asker.from().equals(ActorId.SUPERVISOR) ? null : asker;
    }

    /**
     * Answers a message that was handled before, or this one.
     *
     * @param asker what {@link #asker} was then; with null, the answer is logged instead
     */
    public void answer(Asker asker, Object body) {
        if (asker == null || asker.from() == null) {
            log(letter.title() + " has no sender to answer: " + Json.text(body));
        } else {
            add(OutgoingName.answer(asker, names.next()), body);
        }
    }

    /**
     * Passes this message on to the actor of this id, as it is: that one sees the first asker as its sender, and answers it
     * directly.
     */
    public void forward(String to) {
        forward(to, letter.body());
    }

    /** Passes this message on with another body. */
    public void forward(String to, Object body) {
        Asker asker = asker();
        add(
                OutgoingName.onBehalfOf(
                        asker == null ? new Asker(null, onBehalfOf().name()) : asker, new ActorId(to), names.next()),
                body);
    }

    private Asker onBehalfOf() {
        return tie == null
                ? new Asker(from(), name())
                : new Asker(tie.question().from(), tie.question().name());
    }

    /**
     * Sends a message.
     *
     * @param body anything that Jackson writes
     * @return the message's name; an answer to it bears this name in {@link Envelope#inReplyTo}
     */
    public MessageName send(ActorId to, Object body) {
        return sendLater(to, body, Duration.ZERO);
    }

    /** Sends a message to the actor of this id. */
    public MessageName send(String to, Object body) {
        return send(new ActorId(to), body);
    }

    /** Sends a message that is delivered after a time, counted from when the supervisor takes it. */
    public MessageName sendLater(ActorId to, Object body, Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay " + delay + " is negative");
        }
        return add(new OutgoingName(to, names.next(), delay), body);
    }

    /** Sends a message to the actor of this id that is delivered after a time. */
    public MessageName sendLater(String to, Object body, Duration delay) {
        return sendLater(new ActorId(to), body, delay);
    }

    /**
     * Asks an actor, and goes on with other messages until the answer comes: then {@link Actor#answered} is called, also
     * if this process, the supervisor or both have ended meanwhile. If none comes in time, it is called with the reason.
     *
     * @param keep what to know again then: anything that Jackson writes, or null
     * @param within how long the answer may take
     */
    public void ask(ActorId to, Object body, Object keep, Duration within) {
        JsonNode kept = Json.mapper().valueToTree(keep);
        Json.accepted("what is kept of the question to " + to, Json.bytes(kept));
        String limit = Durations.format(within);
        MessageName name = names.nextQuestion();
        Asker asker = onBehalfOf();
        asks.add(new Tie(name, new Question(to, limit, kept, asker.from(), asker.name()), null));
        add(new OutgoingName(to, name), body);
        add(new OutgoingName(id, Question.late(name), within), to + " has not answered within " + limit);
    }

    /** Asks the actor of this id; the answer may take 30 seconds. */
    public void ask(String to, Object body, Object keep) {
        ask(new ActorId(to), body, keep, WITHIN);
    }

    /**
     * Starts an actor. Messages may be sent to it at once: they wait until it is ready. If it cannot be started, the
     * request lies in {@code dead/spawn} with the reason.
     *
     * @return its id: the one in the specification, else one made from the name of its program
     */
    public ActorId spawn(ActorSpec spec) {
        return spawn(spec, spec.path());
    }

    /**
     * Starts an actor whose program plays a file.
     *
     * @param file what its id is made from, if the specification has none
     * @return its id
     */
    public ActorId spawn(ActorSpec spec, String file) {
        MessageName request = names.next();
        ActorId child = spec.id() != null ? spec.id() : ActorId.ofChild(file, request);
        spawns.add(new Request(request, spec.resolved(child, spec.path())));
        return child;
    }

    /**
     * Starts an actor by its program: an absolute path, one that is relative to the directory of this actor's own program, or
     * a bare name that is found on the supervisor's PATH.
     *
     * @return its id, made from the name of the program
     */
    public ActorId spawn(String program, String... args) {
        boolean isRelative = program.contains("/") && !program.startsWith("/");
        return spawn(ActorSpec.program(
                isRelative ? programs.get().resolve(program).normalize().toString() : program, args));
    }

    /**
     * From now on this actor hears of each end of the actor of this id, as long as it lives itself: a message from
     * {@link ActorId#SUPERVISOR} whose body is an {@link actos.protocol.Ended}. If there is no such actor, it hears of that at once.
     */
    public void watch(ActorId id) {
        send(ActorId.SUPERVISOR, Map.of("watch", id.value()));
    }

    /** Hears of the ends of the actor of this id. */
    public void watch(String id) {
        watch(new ActorId(id));
    }

    /**
     * Puts this message back: it waits in its place in the mailbox, and is not delivered again before {@link #unstash}. What
     * this handler wants else takes effect all the same.
     */
    public void stash() {
        stashing = true;
    }

    /** What was put back with {@link #stash} is delivered next, in the order of the mailbox: each in its own place. */
    public void unstash() {
        send(ActorId.SUPERVISOR, Map.of("unstash", true));
    }

    /** Chance that belongs to this message: whoever handles it again draws the same. */
    public RandomGenerator random() {
        if (random == null) {
            Seed seed = envelope().seed();
            random = new SplittableRandom(seed == null ? envelope().id() : seed.number());
        }
        return random;
    }

    /** Ends this actor for good, after this message. */
    public void stop() {
        stopping = true;
    }

    /** Prints a line to {@code out.log}, at once. */
    public void log(String line) {
        log.accept("[" + letter.envelope().id() + "] " + line);
    }

    private MessageName add(OutgoingName name, Object body) {
        byte[] json = Json.accepted("the message to " + name.to(), Json.bytes(body));
        sends.add(new Outgoing(name, new String(json, StandardCharsets.UTF_8)));
        return name.name();
    }

    /** The question that waits no more since this message has answered it, or null. */
    MessageName answers() {
        return tie == null || stashing ? null : tie.name();
    }

    List<Tie> asks() {
        return asks;
    }

    Letter letter() {
        return letter;
    }

    List<Outgoing> sends() {
        return sends;
    }

    List<Request> spawns() {
        return spawns;
    }

    boolean isStashing() {
        return stashing;
    }

    boolean isStopping() {
        return stopping;
    }
}
