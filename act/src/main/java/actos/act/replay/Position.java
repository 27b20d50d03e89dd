package actos.act.replay;

import actos.act.term.Failure;
import actos.protocol.Durations;
import actos.protocol.Names;
import actos.protocol.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A position in the past, as people write it: the number of a message (just after it was handled), {@code -N} (just before
 * the delivery N deliveries ago), {@code @SEQ} (just after this line of the journal), or a time ({@code 12:03:07},
 * {@code -2m}, or as RFC 3339 has it).
 */
public sealed interface Position {
    /** Just after this line. */
    record Line(long seq) implements Position {}

    /** Just after this message was handled. */
    record Message(long id) implements Position {}

    /** Just before this delivery, counted from the last one: 1 is the last. */
    record Delivery(int back) implements Position {}

    /** At this time. */
    record Time(Instant at) implements Position {}

    /**
     * Understands it.
     *
     * @param now what times are counted back from
     * @throws Failure if it is none
     */
    static Position parse(String text, Instant now, ZoneId zone) {
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
                    + " deliveries ago), -2m, 12:03:07, or @SEQ, a line of the journal (act events --json shows seq)");
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
