package actos.act.history;

import actos.protocol.Refused;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A line of the journal of which only the small fields were looked at: reading it as JSON takes ten times as long, and there
 * may be millions. A body or a state stands behind all others, and is not looked at. A line that somebody has written
 * differently is read as JSON at once, so that it is found all the same. Used again for the next line, by one thread.
 */
public final class Line {
    private static final int MOST_FIELDS = 16;

    private byte[] bytes;
    private int from;
    private int to;
    private Place place;
    /** Where each field's name and value begin and end. */
    private final int[] bounds = new int[4 * MOST_FIELDS];

    private int fields;
    private JournalEntry entry;

    /** Looks at another line; false if it is none. */
    boolean read(byte[] chunk, int start, int end, Place place) {
        bytes = chunk;
        from = start;
        to = end;
        this.place = place;
        entry = null;
        fields = 0;
        return isPlain() && has("seq") && has("at") && has("event") || entry() != null;
    }

    /** Where it stands. */
    public Place place() {
        return place;
    }

    /** Whether this is what happened. */
    public boolean tells(String event) {
        return is("event", event);
    }

    /** Whether a field is this text. */
    public boolean is(String name, String value) {
        if (entry != null) {
            return value.equals(entry.text(name));
        }
        int field = find(name);
        return field >= 0
                && bytes[bounds[field + 2]] == '"'
                && isAt(bounds[field + 2] + 1, bounds[field + 3] - 1, value);
    }

    /** Whether there is such a field, be it null. */
    public boolean has(String name) {
        return entry != null ? entry.line().has(name) : find(name) >= 0;
    }

    /** A number, or 0. */
    public long number(String name) {
        if (entry != null) {
            return entry.number(name);
        }
        int field = find(name);
        long number = 0;
        for (int i = field < 0 ? to : bounds[field + 2]; i < to && i < bounds[field + 3]; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || number > Long.MAX_VALUE / 10 - 1) {
                return 0;
            }
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    /** A text, or null. */
    public String text(String name) {
        if (entry != null) {
            return entry.text(name);
        }
        int field = find(name);
        boolean isText = field >= 0 && bytes[bounds[field + 2]] == '"';
        return isText
                ? new String(
                        bytes, bounds[field + 2] + 1, bounds[field + 3] - bounds[field + 2] - 2, StandardCharsets.UTF_8)
                : null;
    }

    /** When it was written; null if that is no time. */
    public Instant at() {
        try {
            return Instant.parse(String.valueOf(text("at")));
        } catch (java.time.DateTimeException changedByHand) {
            return null;
        }
    }

    /** The whole line, its numbers with all their digits; null if a crash has cut it short, or somebody has changed it. */
    public JournalEntry entry() {
        if (entry == null) {
            try {
                entry = JournalEntry.parseExactly(content());
            } catch (Refused noLine) {
                return null;
            }
        }
        return entry;
    }

    /** What it tells; null where there is no {@link #entry}. */
    public JournalEvent event() {
        return entry() == null ? null : JournalEvent.of(entry());
    }

    /** A copy of it. */
    byte[] content() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private int find(String name) {
        for (int field = 0; field < fields; field += 4) {
            if (isAt(bounds[field], bounds[field + 1], name)) {
                return field;
            }
        }
        return -1;
    }

    private boolean isAt(int start, int end, String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Finds the fields up to the content; false where the line is not as the supervisor writes it. */
    private boolean isPlain() {
        int i = from;
        if (i >= to || bytes[i] != '{') {
            return false;
        }
        while (++i < to && bytes[i] == '"' && fields < bounds.length) {
            int name = i + 1;
            int nameEnd = quote(name);
            int value = nameEnd + 2;
            if (nameEnd < 0 || value >= to || bytes[nameEnd + 1] != ':') {
                return false;
            }
            int end = value + 1;
            switch (bytes[value]) {
                case '{', '[' -> end = to; // the content: what is behind it, if anything, is not asked for
                case '"' -> {
                    end = quote(end) + 1;
                    if (end == 0) {
                        return isContent(name, nameEnd) && add(name, nameEnd, value, to);
                    }
                }
                default -> {
                    while (end < to && bytes[end] != ',' && bytes[end] != '}') {
                        end++;
                    }
                }
            }
            add(name, nameEnd, value, end);
            i = end;
            if (i >= to || bytes[i] == '}') {
                return true;
            }
        }
        return false;
    }

    private boolean isContent(int name, int nameEnd) {
        return isAt(name, nameEnd, "body") || isAt(name, nameEnd, "state");
    }

    private boolean add(int name, int nameEnd, int value, int valueEnd) {
        bounds[fields] = name;
        bounds[fields + 1] = nameEnd;
        bounds[fields + 2] = value;
        bounds[fields + 3] = valueEnd;
        fields += 4;
        return true;
    }

    /** Where the text ends that begins here; -1 if it does not, or has what is escaped. */
    private int quote(int start) {
        for (int i = start; i < to; i++) {
            if (bytes[i] == '"') {
                return i;
            } else if (bytes[i] == '\\') {
                return -1;
            }
        }
        return -1;
    }
}
