package actos.protocol;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The name of a file in {@code send/} or in a drawer: {@code TO::RANDOM[+DELAY][.json]}.
 *
 * @param to the receiver
 * @param name the sender's name for the message
 * @param delay how long the message waits before it can be delivered; zero for at once
 */
public record OutgoingName(ActorId to, MessageName name, Duration delay) {

    /** A message to be delivered as soon as it can be. */
    public OutgoingName(ActorId to, MessageName name) {
        this(to, name, Duration.ZERO);
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
        if (plus < 0) {
            return new OutgoingName(to, new MessageName(rest));
        }
        return new OutgoingName(
                to, new MessageName(rest.substring(0, plus)), Durations.parse("delay", rest.substring(plus + 1)));
    }

    /** The file name, with {@code .json}. */
    public String fileName() {
        String wait = delay.isZero() ? "" : "+" + Durations.format(delay);
        return to + "::" + name + wait + ".json";
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
