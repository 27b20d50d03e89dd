package actos.act.step;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.DeliveryChoices;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.Obstacle;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.act.wait.Wait;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.JournalReader;
import actos.protocol.journal.PausingEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asks for deliveries, one after the other, by the control file {@code step}, and follows each in the journal until its
 * handler is done. It always names the message, so that what is delivered is what was seen, and who is asked twice gets
 * the same. What it waits for for long, it says once. Used by one thread.
 */
public final class Stepper {
    private static final Duration SILENT = Duration.ofSeconds(3);
    private static final Duration LATELY = Duration.ofSeconds(2);
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration REFUSALS = Duration.ofSeconds(5);
    private static final Duration FIRST_REFUSAL = Duration.ofMillis(20);
    private static final Duration UNSEEN = Duration.ofMillis(20);

    private final Workspace workspace;
    private final Root root;
    private final Duration limit;
    private final JournalReader journal;
    private final Deque<JournalEntry> unread = new ArrayDeque<>();
    /** For all of one step. */
    private Wait wait;
    /** What takes so long. */
    private String slow;

    private Obstacle inTheWay;
    private volatile Message delivered;

    /** @param limit how long one step may take */
    public Stepper(Workspace workspace, Duration limit) throws IOException {
        workspace.supervisor();
        this.workspace = workspace;
        this.root = workspace.root();
        this.limit = limit;
        this.journal = JournalReader.fromEnd(root);
    }

    /** The message that is being handled now, or null. For any thread. */
    Message atWork() {
        return delivered;
    }

    /**
     * The first in order of the messages that are meant, as soon as its actor can take it; null if none waits.
     *
     * @param only the actor for which all are that are meant; null if they may be for any
     * @throws Failure if something that lasts keeps all of them from their actors
     */
    public Message next(ActorId only, Predicate<Message> meant) throws IOException {
        begin();
        settle();
        Message[] found = new Message[1];
        boolean free = wait.sees(() -> {
            DeliveryChoices deliveries = deliveries(only);
            found[0] = deliveries.next(meant);
            Obstacle obstacle = found[0] == null ? deliveries.obstacle(meant) : deliveries.obstacle(found[0].to());
            if (found[0] == null && obstacle != null) {
                throw Failure.failed(obstacle.advice());
            }
            return isGone(obstacle);
        });
        if (!free) {
            throw Failure.timedOut("message " + found[0].id() + " is next, but " + inTheWay.advice());
        }
        return found[0];
    }

    /** What waits for an actor, or for all if that is null. */
    DeliveryChoices deliveries(ActorId only) throws IOException {
        return only == null ? DeliveryChoices.of(root) : DeliveryChoices.of(root, List.of(only));
    }

    /**
     * Delivers this message and returns when it was handled.
     *
     * @param overtaken the messages of the same sender that it overtakes
     * @throws Failure if it cannot be delivered, or its handler does not come to an end in time
     */
    public StepResult step(Message message, List<Long> overtaken) throws IOException {
        begin();
        if (message.held()) {
            throw Failure.failed("message " + message.id() + " is "
                    + message.aside().word() + ": act resume " + message.id() + " lets it go");
        }
        Instant refusedSince = null;
        for (Duration rest = FIRST_REFUSAL; ; rest = rest.multipliedBy(2)) {
            awaitFree(message);
            StepResult step = new StepResult(
                    message, StepResult.value(Disk.bytes(home(message).state())), overtaken);
            String why = request(message.id());
            if (why == null) {
                return follow(step);
            }
            new MessageSearch(root).waiting(Long.toString(message.id())); // or it says what has become of it
            refusedSince = refusedSince == null ? Instant.now() : refusedSince;
            if (Instant.now().isAfter(refusedSince.plus(REFUSALS))) {
                throw Failure.failed("message " + message.id() + " was not delivered: " + Text.tame(why));
            }
            Polling.pause(rest.toMillis()); // each request is a line of the journal
        }
    }

    /** The messages of the same sender that are before this one. */
    List<Long> overtaken(Message message) throws IOException {
        return new Mailbox(home(message))
                .waiting().stream()
                        .takeWhile(w -> w.id() != message.id())
                        .filter(w -> !w.held() && w.due() == 0 && w.parts() != null)
                        .filter(p -> Objects.equals(p.from(), message.from()))
                        .map(Message::id)
                        .toList();
    }

    private void begin() {
        slow = null;
        wait = Wait.atMost(limit, workspace)
                .tellingAfter(SILENT, () -> slow == null ? null : slow + "; Ctrl-C ends only the waiting");
    }

    /** Lets the supervisor take what somebody has sent just now, so that it has its place in the order. */
    void settle() throws IOException {
        if (!isSettled()) {
            Wait.atMost(SETTLING, workspace).nudging().sees(this::isSettled);
        }
    }

    private boolean isSettled() throws IOException {
        Instant lately = Instant.now().minus(LATELY);
        BasicFileAttributes send = Disk.attributes(root.send());
        if (send == null || send.lastModifiedTime().toInstant().isBefore(lately)) {
            return true; // nothing has come or gone, so the drawers of a thousand actors need not be listed
        }
        for (Path file : Disk.list(root.send())) {
            if (Names.leftAlone(Disk.name(file)) || ActorId.isValid(Disk.name(file))) {
                continue; // nobody's message, or a drawer
            }
            BasicFileAttributes attributes = Disk.attributes(file);
            boolean taken = attributes == null || !attributes.isRegularFile();
            if (!taken && attributes.lastModifiedTime().toInstant().isAfter(lately)) {
                return false;
            }
        }
        return true;
    }

    private void awaitFree(Message message) throws IOException {
        boolean free = wait.sees(() -> {
            Obstacle obstacle = Obstacle.of(root, ActorView.of(root, message.to()));
            if (obstacle != null && obstacle.lasts()) {
                throw Failure.failed(obstacle.advice());
            }
            return isGone(obstacle);
        });
        if (!free) {
            throw Failure.timedOut("message " + message.id() + " was not delivered, since " + inTheWay.advice());
        }
    }

    private boolean isGone(Obstacle obstacle) {
        inTheWay = obstacle;
        slow = obstacle == null ? null : "waiting, since " + obstacle.advice();
        return obstacle == null;
    }

    /** Why the supervisor has not delivered it, or null if it has. */
    private String request(long id) throws IOException {
        String token = MessageName.fresh().value();
        byte[] content = (id + " " + token + "\n").getBytes(StandardCharsets.UTF_8);
        String another = "another step is asked for by " + root.step() + ", which the supervisor has not seen";
        slow = "waiting, since " + another;
        wait.until(() -> isAsked(content), () -> another);
        slow = null;
        Optional<PausingEvents.Stepped> answer =
                wait.nudgingAfter(UNSEEN).look(() -> read(token)); // it may give no notices
        if (answer.isEmpty()) {
            boolean unseen = FileStep.delete(root.step());
            throw Failure.timedOut(
                    unseen
                            ? "the supervisor has not seen " + root.step()
                                    + ", which was taken back; act events -f shows" + " whether it does anything"
                            : "the supervisor has not told yet what came of the step; act show " + id + " does");
        }
        return answer.get().why();
    }

    private boolean isAsked(byte[] content) throws IOException {
        try {
            Publish.create(root.step(), content);
            return true;
        } catch (FileAlreadyExistsException another) {
            return false;
        }
    }

    /** The line that answers this request, or null if it is not there yet; what stands before it is kept. */
    private PausingEvents.Stepped read(String token) throws IOException {
        for (JournalEntry entry : journal.poll()) {
            unread.add(entry);
        }
        for (JournalEntry entry : unread) {
            if (JournalEvent.of(entry) instanceof PausingEvents.Stepped answer && token.equals(answer.request())) {
                return answer;
            }
        }
        return null;
    }

    private StepResult follow(StepResult step) throws IOException {
        delivered = step.message();
        ActorId actor = step.actor();
        boolean byHand = ActorView.of(root, actor).isPlayedByHand();
        wait.tellingAfter(SILENT, () -> "waiting, since " + stillThere(actor) + "; Ctrl-C ends only the waiting");
        boolean over = wait.sees(() -> {
            unread.addAll(journal.poll());
            while (!unread.isEmpty()) {
                step.see(unread.remove());
            }
            return step.isOver() || byHand;
        });
        if (!over) {
            throw Failure.timedOut(actor + " has had message " + step.message().id() + " for " + Text.span(limit)
                    + " and is not done; " + stillThere(actor));
        }
        delivered = null;
        addUntaken(step);
        if (!step.knowsState()) {
            ActorHome home = new Actors(root).home(actor.value());
            step.setAfter(home == null ? null : Disk.bytes(home.state()));
        }
        return step;
    }

    private void addUntaken(StepResult step) throws IOException {
        for (Path file : Disk.list(root.drawer(step.actor())).stream().sorted().toList()) {
            try {
                byte[] content = Names.leftAlone(Disk.name(file)) ? null : Disk.bytes(file);
                if (content != null) {
                    step.addUntaken(OutgoingName.parse(Disk.name(file)), content);
                }
            } catch (Refused badName) {
                // it is buried as that
            }
        }
    }

    private String stillThere(ActorId actor) throws IOException {
        Obstacle obstacle = Obstacle.of(root, ActorView.of(root, actor));
        return obstacle == null ? "act events " + actor + " tells what came of it" : obstacle.advice();
    }

    private ActorHome home(Message message) {
        return root.actor(message.to());
    }
}
