package actos.act.replay;

import actos.act.term.Failure;
import actos.act.term.Similar;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Question;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The system at a moment that is over, as the journal or an image has it. Only read; used by one thread. */
public interface Moment {
    /**
     * A message in a mailbox.
     *
     * @param fileName what its file is called while it waits
     * @param isCurrent whether its actor has it in its hands
     * @param content its body; null if that is not known
     */
    record Mail(String fileName, boolean isCurrent, Supplier<byte[]> content) {
        /** In which messages are delivered: delayed ones come last. */
        static final Comparator<Mail> ORDER =
                Comparator.<Mail>comparingLong(Mail::due).thenComparing(Mail::fileName);

        /** What its name says, or null for a name that somebody made up. */
        public SpoolName parts() {
            return SpoolName.parse(Aside.plain(fileName));
        }

        /** Its number, or 0. */
        public long id() {
            return parts() == null ? 0 : parts().id();
        }

        private long due() {
            return parts() == null ? 0 : parts().due();
        }

        /** Its body; null if that is not known. */
        public byte[] body() {
            return content.get();
        }
    }

    /** Which moment it is: time and place, as a sentence's beginning. */
    String sentence();

    /** All actors, by their names. */
    Set<ActorId> actors();

    /** Its specification; null if that is not known. */
    byte[] spec(ActorId actor);

    /** Its state; null if that is not known. */
    byte[] state(ActorId actor);

    /** All that is in its mailbox or in its hands, in the order of delivery. */
    List<Mail> mail(ActorId actor) throws IOException;

    /** The names of the questions whose answers it waits for. */
    Set<String> questions(ActorId actor) throws IOException;

    /** The message that an actor has in its hands; null if it has none, or that is not known. */
    default Mail current(ActorId actor) throws IOException {
        return mail(actor).stream().filter(Mail::isCurrent).findFirst().orElse(null);
    }

    /** What waits, in the order of delivery, without the ends of times for answers that have come. */
    default List<Mail> pending(ActorId actor) throws IOException {
        Set<String> questions = questions(actor);
        return mail(actor).stream()
                .filter(mail -> !mail.isCurrent() && !isAnswered(actor, mail.parts(), questions))
                .toList();
    }

    private static boolean isAnswered(ActorId actor, SpoolName parts, Set<String> questions) {
        boolean isLate = parts != null && parts.due() != 0 && actor.equals(parts.from());
        MessageName question = isLate ? Question.ofLate(parts.name()) : null;
        return question != null && !questions.contains(question.value());
    }

    /**
     * The actor of this name.
     *
     * @throws Failure if there was none
     */
    default ActorId actor(String name) {
        if (ActorId.isValid(name) && actors().contains(new ActorId(name))) {
            return new ActorId(name);
        }
        String near = Similar.to(name, actors().stream().map(ActorId::value).toList());
        throw Failure.unknown("there was no actor \"" + Names.printable(name) + "\" then"
                + (near == null ? "; act ls --at lists those that there were" : "; did you mean " + near + "?"));
    }
}
