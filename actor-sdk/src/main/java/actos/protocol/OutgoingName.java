package actos.protocol;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The name of a file in {@code send/} or in a drawer: {@code TO::RANDOM[=ANSWERS][+DELAY][.json]}.
 *
 * @param to the receiver
 * @param name the sender's name for the message
 * @param answers the name of the message that this one answers, where its sender says so; else null
 * @param delay how long the message waits before it can be delivered; zero for at once
 */
public record OutgoingName(ActorId to, MessageName name, MessageName answers, Duration delay) {
    /** What the two names may have together: as much as one alone, so that a spool holds them. */
    private static final int LONGEST = 100;

    public OutgoingName {
        if (answers != null && !fits(name, answers)) {
            throw new Refused(
                    "name", "message name \"" + name + "=" + answers + "\" is longer than " + LONGEST + " characters");
        }
    }

    /** A message to be delivered as soon as it can be. */
    public OutgoingName(ActorId to, MessageName name) {
        this(to, name, Duration.ZERO);
    }

    /** A message that waits for so long. */
    public OutgoingName(ActorId to, MessageName name, Duration delay) {
        this(to, name, null, delay);
    }

    static boolean fits(MessageName name, MessageName answers) {
        return name.value().length() + 1 + answers.value().length() <= LONGEST;
    }

    /**
     * Reads a file name.
     *
     * @throws Refused if it has another form; the message says which part is wrong
     */
    public static OutgoingName parse(String fileName) {
        int at = fileName.indexOf("::");
        if (at < 0) {
            throw new Refused(
                    "name", "\"" + Names.printable(fileName) + "\" has no \"::\": a message is called TO::RANDOM.json");
        }
        ActorId to = new ActorId(fileName.substring(0, at));
        String rest = fileName.substring(at + 2);
        if (rest.endsWith(".json")) {
            rest = rest.substring(0, rest.length() - 5);
        }
        int plus = rest.indexOf('+');
        Duration delay = plus < 0 ? Duration.ZERO : Durations.parse("delay", rest.substring(plus + 1));
        String names = plus < 0 ? rest : rest.substring(0, plus);
        int equals = names.indexOf('=');
        return new OutgoingName(
                to,
                new MessageName(equals < 0 ? names : names.substring(0, equals)),
                equals < 0 ? null : new MessageName(names.substring(equals + 1)),
                delay);
    }

    /** The file name, with {@code .json}. */
    public String fileName() {
        String tie = answers == null ? "" : "=" + answers;
        String wait = delay.isZero() ? "" : "+" + Durations.format(delay);
        return to + "::" + name + tie + wait + ".json";
    }

    /** Where the message is seen by the supervisor. */
    public Path in(Path drawer) {
        return drawer.resolve(fileName());
    }

    /** Where it is prepared, unseen, while its sender handles message {@code handled}. */
    public Path hiddenIn(Path drawer, long handled) {
        return drawer.resolve("." + handled + "~" + fileName());
    }
}
