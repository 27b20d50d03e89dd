package actos.act.root;

import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.Names;
import actos.protocol.Question;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who waits for whose answer, as the questions in {@code running/ID/asks} tell, and whether that can come to an end. */
public final class AnswerWaits {
    private final Root root;
    private final List<Wait> all = new ArrayList<>();

    /**
     * One question that was not answered yet.
     *
     * @param who has asked
     * @param whom was asked
     * @param question its name
     * @param within how long the answer may take
     * @param since when it was asked; null if that cannot be told
     */
    public record Wait(ActorId who, ActorId whom, String question, String within, Instant since) {
        public String sentence() {
            return who + " waits for " + whom;
        }
    }

    private AnswerWaits(Root root) {
        this.root = root;
    }

    /** As it is now. */
    public static AnswerWaits of(Root root) throws IOException {
        AnswerWaits waits = new AnswerWaits(root);
        for (ActorId id : new Actors(root).living()) {
            for (Map.Entry<String, Path> file : questions(root.actor(id)).entrySet()) {
                waits.add(id, file.getKey().replaceFirst("\\.json$", ""), file.getValue());
            }
        }
        return waits;
    }

    /** What an actor has asked and waits for: the files by their names. */
    public static Map<String, Path> questions(ActorHome home) throws IOException {
        Map<String, Path> questions = new TreeMap<>();
        for (Path file : Disk.list(home.asks())) {
            if (!Names.leftAlone(Disk.name(file)) && Disk.isFile(file)) {
                questions.put(Disk.name(file), file);
            }
        }
        return questions;
    }

    private void add(ActorId who, String question, Path file) {
        Question content = Document.read(file, Question.class);
        if (content.to() != null) {
            BasicFileAttributes attributes = Disk.attributes(file);
            Instant since =
                    attributes == null ? null : attributes.lastModifiedTime().toInstant();
            all.add(new Wait(who, content.to(), question, content.within(), since));
        }
    }

    /** All of them. */
    public List<Wait> all() {
        return all;
    }

    /** Some that wait for each other in a circle while none of them has anything to do (what is stashed, it cannot); empty if there are none. */
    public List<Wait> deadlock() throws IOException {
        Set<ActorId> seen = new HashSet<>();
        for (Wait start : all) {
            List<Wait> cycle = cycle(start, new ArrayList<>(), seen);
            if (!cycle.isEmpty() && isAtRest(cycle)) {
                return cycle;
            }
        }
        return List.of();
    }

    /** The circle that is closed by going on from here, as one that has not been looked at before. */
    private List<Wait> cycle(Wait next, List<Wait> way, Set<ActorId> seen) {
        way.add(next);
        for (int i = 0; i < way.size(); i++) {
            if (way.get(i).who().equals(next.whom())) {
                return List.copyOf(way.subList(i, way.size()));
            }
        }
        if (seen.add(next.whom())) {
            for (Wait further : all) {
                if (further.who().equals(next.whom())) {
                    List<Wait> found = cycle(further, way, seen);
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
            }
        }
        way.remove(way.size() - 1);
        return List.of();
    }

    private boolean isAtRest(List<Wait> cycle) throws IOException {
        for (Wait wait : cycle) {
            ActorHome home = root.actor(wait.who());
            boolean hasMail =
                    new Mailbox(home).waiting().stream().anyMatch(w -> w.due() == 0 && w.aside() != Aside.STASHED);
            if (hasMail || Disk.isFile(home.current())) {
                return false;
            }
        }
        return true;
    }

    /** What keeps the one who was asked from answering. */
    public String state(Wait wait) throws IOException {
        ActorHome asker = root.actor(wait.who());
        ActorHome asked = root.actor(wait.whom());
        for (Message waiting : new Mailbox(asker).waiting()) {
            SpoolName parts = waiting.parts();
            if (parts != null
                    && parts.answers() != null
                    && parts.answers().value().equals(wait.question())) {
                return "answered, message " + parts.id();
            }
        }
        for (Message waiting : new Mailbox(asked).waiting()) {
            SpoolName parts = waiting.parts();
            if (parts != null && parts.name().value().equals(wait.question())) {
                return (waiting.aside() == Aside.STASHED ? "stashed, message " : "in its mailbox, message ")
                        + parts.id();
            }
        }
        Message current = new Mailbox(asked).current();
        if (current != null
                && current.name() != null
                && wait.question().equals(current.name().value())) {
            return "in its hands, message " + current.id();
        }
        return Disk.isDirectory(asked.dir()) ? "handled, not answered" : "there is no " + wait.whom();
    }

    /** A circle as a sentence. */
    public static String told(List<Wait> cycle) {
        return cycle.stream().map(Wait::sentence).collect(Collectors.joining(", ")) + ": a deadlock";
    }

    /** How long it waits already. */
    public static String age(Wait wait) {
        return wait.since() == null ? "?" : Text.span(Duration.between(wait.since(), Instant.now()));
    }
}
