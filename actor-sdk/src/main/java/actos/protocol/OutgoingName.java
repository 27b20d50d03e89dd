package actos.protocol;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The name of a file in {@code send/} or in a drawer: {@code TO::RANDOM[=ANSWERS][@FROM[=NAME]][+DELAY][.json]}.
 *
 * @param to the receiver
 * @param name the sender's name for the message
 * @param answers the name of the message that this one answers, where its sender says so; else null
 * @param onBehalfOf in whose name it is sent, and how that one calls it, where that is another than the owner of the
 *     drawer; else null
 * @param delay how long the message waits before it can be delivered; zero for at once
 */
public record OutgoingName(ActorId to, MessageName name, MessageName answers, Asker onBehalfOf, Duration delay) {
    /** What the two names may have together: as much as one alone, so that a spool holds them. */
    private static final int LONGEST = 100;
    /** What all names but the receiver's may have together, so that a drawer holds them while they are hidden. */
    private static final int LONGEST_ON_BEHALF = 140;
    /** In place of an id: a person or a script. */
    private static final String NOBODY = "act";

    public OutgoingName {
        Durations.bounded("delay", delay);
        if (answers != null && !fits(name, answers)) {
            throw new Refused(
                    "name", "message name \"" + name + "=" + answers + "\" is longer than " + LONGEST + " characters");
        }
        if (onBehalfOf != null && !fits(name, answers, onBehalfOf)) {
            throw new Refused("name", "the names in \"" + name + "\" and what it is sent on behalf of are too long");
        }
    }

    /** A message to be delivered as soon as it can be. */
    public OutgoingName(ActorId to, MessageName name) {
        this(to, name, Duration.ZERO);
    }

    /** A message that waits for so long. */
    public OutgoingName(ActorId to, MessageName name, Duration delay) {
        this(to, name, null, null, delay);
    }

    /** A message that another actor, or nobody, is to have sent. */
    public static OutgoingName onBehalfOf(Asker asker, ActorId to, MessageName name) {
        Asker known = fits(name, null, asker) ? asker : new Asker(asker.from(), null);
        return new OutgoingName(to, name, null, known, Duration.ZERO);
    }

    /** The answer to a message that was handled before; without a tie to it where its name is too long. */
    public static OutgoingName answer(Asker asker, MessageName name) {
        boolean isTied = asker.name() != null && fits(name, asker.name());
        return new OutgoingName(asker.from(), name, isTied ? asker.name() : null, null, Duration.ZERO);
    }

    private static boolean fits(MessageName name, MessageName answers, Asker asker) {
        return (name + part('=', answers) + onBehalf(asker)).length() <= LONGEST_ON_BEHALF;
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
        ActorId to = ActorId.party(fileName.substring(0, at));
        String rest = fileName.substring(at + 2);
        if (rest.endsWith(".json")) {
            rest = rest.substring(0, rest.length() - 5);
        }
        int plus = rest.indexOf('+');
        Duration delay = plus < 0 ? Duration.ZERO : Durations.parse("delay", rest.substring(plus + 1));
        String names = plus < 0 ? rest : rest.substring(0, plus);
        int on = names.indexOf('@');
        String[] own = (on < 0 ? names : names.substring(0, on)).split("=", 2);
        String[] others = on < 0 ? null : names.substring(on + 1).split("=", 2);
        return new OutgoingName(
                to,
                new MessageName(own[0]),
                name(own),
                others == null
                        ? null
                        : new Asker(others[0].equals(NOBODY) ? null : new ActorId(others[0]), name(others)),
                delay);
    }

    private static MessageName name(String[] parts) {
        return parts.length == 1 ? null : new MessageName(parts[1]);
    }

    /**
     * The name of a file in {@code spawn/}, {@code asks/} or a drawer, for another one of that name: {@code -2} and so on
     * behind what its owner has chosen.
     */
    public static String numbered(String fileName, int n) {
        return fileName.replaceFirst("([=@+].*|(\\.json)?)$", "-" + n + "$1");
    }

    /** The file name, with {@code .json}. */
    public String fileName() {
        String wait = delay.isZero() ? "" : "+" + Durations.format(delay);
        return to + "::" + name + part('=', answers) + onBehalf(onBehalfOf) + wait + ".json";
    }

    private static String onBehalf(Asker asker) {
        return asker == null ? "" : "@" + (asker.from() == null ? NOBODY : asker.from()) + part('=', asker.name());
    }

    private static String part(char mark, MessageName name) {
        return name == null ? "" : mark + name.value();
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
