package actos.act.replay;

import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.protocol.Durations;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Predicate;

/**
 * A position in the past, as people write it: the number of a message (just after it was handled), {@code -N} (just before
 * the delivery N deliveries ago), {@code @SEQ} (just after this line of the journal), a time ({@code 12:03:07},
 * {@code -2m}, or as RFC 3339 has it), the name of an image, or {@code now}. What is the name of an image means that.
 */
public sealed interface Position {
    /** One that the journal tells of. */
    sealed interface InJournal extends Position {}

    /** Just after this line. */
    record Line(long seq) implements InJournal {}

    /** Just after this message was handled. */
    record Message(long id) implements InJournal {}

    /** Just before this delivery, counted back along the history of the present: 1 is the last. */
    record Delivery(int back) implements InJournal {}

    /** Just before the delivery behind so many on the branch that was left; at its end where there is none. */
    record Ahead(int deliveries) implements InJournal {}

    /** At this time. */
    record Time(Instant at) implements InJournal {}

    /** When this image was saved. */
    record Saved(String image) implements Position {}

    /** The present. */
    record Now() implements Position {}

    /**
     * Understands it.
     *
     * @throws Failure if it is none
     */
    static Position of(Root root, String text) {
        return parse(text, name -> isImage(root, name), Instant.now(), ZoneId.systemDefault());
    }

    private static boolean isImage(Root root, String name) {
        try {
            return Disk.isDirectory(root.image(name).dir());
        } catch (Refused noName) {
            return false;
        }
    }

    /**
     * The same.
     *
     * @param isImage whether there is an image of a name
     * @param now what times are counted back from
     */
    static Position parse(String text, Predicate<String> isImage, Instant now, ZoneId zone) {
        if (text.equals("now")) {
            return new Now();
        }
        return isImage.test(text) ? new Saved(text) : inJournal(text, now, zone);
    }

    private static InJournal inJournal(String text, Instant now, ZoneId zone) {
        try {
            if (text.matches("@[0-9]{1,18}")) {
                return new Line(Long.parseLong(text.substring(1)));
            } else if (text.matches("[0-9]{1,16}")) {
                return new Message(Long.parseLong(text));
            } else if (text.matches("-[0-9]{1,9}")) {
                return new Delivery(Integer.parseInt(text.substring(1)));
            } else if (text.startsWith("-")) {
                Duration back = Durations.parse("POSITION", text.substring(1));
                return new Time(now.minus(back));
            } else if (text.matches("[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?")) {
                return new Time(lately(LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text), now, zone));
            }
            return new Time(Instant.parse(text));
        } catch (Refused | DateTimeException e) {
            throw Failure.failed("\"" + Names.printable(text) + "\" is no position: give a message's number, -5 (five"
                    + " deliveries ago), -2m, 12:03:07, @SEQ, a line of the journal (act events --json shows seq), the name of"
                    + " an image (act image ls lists them), or now");
        }
    }

    /** The last time at which a clock on the wall showed this. */
    private static Instant lately(LocalTime time, Instant now, ZoneId zone) {
        Instant today = LocalDate.ofInstant(now, zone).atTime(time).atZone(zone).toInstant();
        return today.isAfter(now)
                ? LocalDate.ofInstant(now, zone)
                        .minusDays(1)
                        .atTime(time)
                        .atZone(zone)
                        .toInstant()
                : today;
    }
}
