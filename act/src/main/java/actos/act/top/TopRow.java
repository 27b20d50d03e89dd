package actos.act.top;

import actos.act.root.ActorView;
import actos.protocol.ActorId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Locale;

/**
 * One actor between two samples.
 *
 * @param rate messages handled a second; NaN if there was no earlier sample
 * @param cpu percent of one processor; likewise
 * @param memory bytes
 */
record TopRow(ActorId id, ActorView view, double rate, double cpu, long memory) {
    private static final long MIB = 1 << 20;

    /** What rows are sorted by; the key on the terminal is the first letter. */
    enum Order {
        ID,
        RATE,
        WAITING,
        AGE,
        CPU,
        MEMORY;

        boolean isChosenBy(String key) {
            return toString().substring(0, 1).equals(key);
        }

        /** The largest first, but ids as in a dictionary. */
        Comparator<TopRow> rows() {
            Comparator<TopRow> rows = switch (this) {
                case ID -> Comparator.comparing(TopRow::id);
                case RATE -> Comparator.comparingDouble(row -> -row.rate);
                case WAITING -> Comparator.comparingInt(row -> -row.view.waiting());
                case AGE -> Comparator.comparing(row -> row.view.currentAge().negated());
                case CPU -> Comparator.comparingDouble(row -> -row.cpu);
                case MEMORY -> Comparator.comparingLong(row -> -row.memory);
            };
            return rows.thenComparing(TopRow::id);
        }

        /** As a person writes it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param before the same actor earlier, or null
     * @param seconds between the two
     */
    static TopRow of(ActorId id, Sample.Seen before, Sample.Seen now, double seconds) {
        boolean comparable = before != null && seconds > 0;
        boolean sameProcess = comparable
                && before.view().pid() == now.view().pid()
                && before.view().startTime() == now.view().startTime();
        long cpuMs = now.usage().cpuMs() - (sameProcess ? before.usage().cpuMs() : 0);
        return new TopRow(
                id,
                now.view(),
                comparable ? Math.max(0, now.handled() - before.handled()) / seconds : Double.NaN,
                comparable ? percent(cpuMs, seconds) : Double.NaN,
                now.usage().memory());
    }

    static double percent(long cpuMs, double seconds) {
        return Math.max(0, cpuMs) / seconds / 10;
    }

    ObjectNode json() {
        ObjectNode json = view.json();
        json.put("rate", known(rate));
        json.put("cpu", known(cpu));
        json.put("memory", memory);
        return json;
    }

    /** One decimal below 100; empty if it is not known. */
    static String shown(double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, number < 100 ? "%.1f" : "%.0f", number);
    }

    static Double known(double number) {
        return Double.isNaN(number) ? null : (Double) (Math.round(number * 10) / 10.0);
    }

    /** Mebibytes; empty for nothing. */
    static String mebibytes(long bytes) {
        return bytes == 0 ? "" : Long.toString((bytes + MIB / 2) / MIB);
    }
}
