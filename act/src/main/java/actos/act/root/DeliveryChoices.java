package actos.act.root;

import actos.protocol.ActorId;
import actos.protocol.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which messages a step could deliver at this moment, and which comes first. */
public final class DeliveryChoices {

    /** An actor with mail. Used by one thread. */
    public static final class Receiver {
        private final Root root;
        private final ActorId id;
        private final List<Message> mail;
        private boolean looked;
        private Obstacle obstacle;

        /** @param mail all that waits for it, in the order of delivery */
        private Receiver(Root root, ActorId id, List<Message> mail) {
            this.root = root;
            this.id = id;
            this.mail = mail;
        }

        public ActorId id() {
            return id;
        }

        /** Why it cannot take any now, or null; looked at when it is asked for first. */
        public Obstacle obstacle() throws IOException {
            if (!looked) {
                obstacle = Obstacle.of(root, ActorView.of(root, id));
                looked = true;
            }
            return obstacle;
        }

        /** What is to be delivered to it, in order: numbered, not held, and due. */
        List<Message> due() {
            return mail.stream()
                    .filter(w -> w.id() != 0 && !w.held() && w.due() == 0)
                    .toList();
        }

        /** What waits for other things than its turn: {@code 2 held, 1 delayed}; empty if there is nothing. */
        public String later() {
            List<String> parts = new ArrayList<>();
            count(parts, " held", mail.stream().filter(Message::held).count());
            count(
                    parts,
                    " delayed",
                    mail.stream().filter(w -> !w.held() && w.due() != 0).count());
            count(
                    parts,
                    " without a number yet",
                    mail.stream().filter(w -> !w.held() && w.id() == 0).count());
            return String.join(", ", parts);
        }

        private static void count(List<String> parts, String what, long number) {
            if (number > 0) {
                parts.add(number + what);
            }
        }

        /** Whether a person decides when it can take any. */
        private boolean isOutOfPlay() throws IOException {
            return obstacle() != null && obstacle().lasts();
        }
    }

    private final List<Receiver> receivers = new ArrayList<>();
    private boolean anyPaused;

    private DeliveryChoices() {}

    /** To all actors. */
    public static DeliveryChoices of(Root root) throws IOException {
        return of(root, new Actors(root).living());
    }

    /** To these actors. */
    public static DeliveryChoices of(Root root, List<ActorId> actors) throws IOException {
        DeliveryChoices deliveries = new DeliveryChoices();
        deliveries.anyPaused = Pause.of(root) != null;
        for (ActorId id : actors) {
            deliveries.anyPaused |= Pause.of(root.actor(id)) != null;
            List<Message> mail = new Mailbox(root.actor(id)).pending();
            if (!mail.isEmpty()) {
                deliveries.receivers.add(new Receiver(root, id, mail));
            }
        }
        return deliveries;
    }

    /** Whether the system, or any of the actors, is paused. */
    public boolean isAnyPaused() {
        return anyPaused;
    }

    /** The actors with mail, by name. */
    public List<Receiver> receivers() {
        return receivers;
    }

    /**
     * The first in order of those messages that are meant; null if there is none. An actor that only has to become ready,
     * or to finish what it is at, is waited for, so that the order does not depend on who is how fast.
     */
    public Message next(Predicate<Message> meant) throws IOException {
        List<Message> firsts = firsts(meant);
        return firsts.isEmpty() ? null : firsts.get(0);
    }

    /** The first one of each actor of those messages that are meant, in order. */
    public List<Message> firsts(Predicate<Message> meant) throws IOException {
        List<Message> firsts = new ArrayList<>();
        for (Receiver receiver : receivers) {
            Optional<Message> first = receiver.due().stream().filter(meant).findFirst();
            if (first.isPresent() && !receiver.isOutOfPlay()) {
                firsts.add(first.get());
            }
        }
        firsts.sort(Comparator.comparing(Message::fileName));
        return firsts;
    }

    /** Why this actor cannot take any now, or null. */
    public Obstacle obstacle(ActorId id) throws IOException {
        for (Receiver receiver : receivers) {
            if (receiver.id().equals(id)) {
                return receiver.obstacle();
            }
        }
        return null;
    }

    /** The first thing that keeps a message of those that are meant from its actor; null if nothing does. */
    public Obstacle obstacle(Predicate<Message> meant) throws IOException {
        for (Receiver receiver : receivers) {
            if (receiver.due().stream().anyMatch(meant) && receiver.isOutOfPlay()) {
                return receiver.obstacle();
            }
        }
        return null;
    }

    /** How many of the messages that are meant wait, but are not due, or are held. */
    public long later(Predicate<Message> meant) {
        return receivers.stream()
                .flatMap(r -> r.mail.stream())
                .filter(p -> p.due() != 0 || p.held())
                .filter(meant)
                .count();
    }

    /** The first waiting message of each sender to this actor: what reality may bring next. */
    public static List<Message> possible(Receiver receiver) {
        Map<ActorId, Message> first = new LinkedHashMap<>();
        receiver.due().forEach(pending -> first.putIfAbsent(pending.from(), pending));
        return List.copyOf(first.values());
    }
}
