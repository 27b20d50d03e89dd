package actos.protocol.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;
import actos.protocol.MessageName;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each record writes the fields that the reference names, and is read back as it was. */
class JournalEventTest {
    private static final Instant AT = Instant.parse("2026-11-22T14:30:05Z");
    private static final Pattern ROW = Pattern.compile("\\| (`\\w+`(?:, `\\w+`)*) \\| ([^|]*) \\|.*");
    private static final Pattern FIELD = Pattern.compile("`(\\w+)`(\\*?)");

    /** With all that may be there, once small and once large, and with nothing that may be missing. */
    private enum Sample {
        FULL,
        LARGE,
        BARE
    }

    @Test
    void each_event_and_field_stands_in_the_reference() throws IOException {
        Map<String, Map<String, Boolean>> written = new TreeMap<>();
        for (JournalEvent event : samples()) {
            merge(written, event.event(), fields(event));
        }
        Map<String, Map<String, Boolean>> told = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/reference/journal.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && !List.of("`seq`", "`at`", "`event`").contains(row.group(1))) {
                Map<String, Boolean> fields = FIELD.matcher(row.group(2))
                        .results()
                        .collect(Collectors.toMap(
                                f -> f.group(1), f -> f.group(2).isEmpty()));
                FIELD.matcher(row.group(1)).results().forEach(event -> merge(told, event.group(1), fields));
            }
        }
        assertEquals(told, written);
    }

    @Test
    void what_is_written_is_read_back() {
        for (JournalEvent event : samples()) {
            JournalEvent read = JournalEvent.of(JournalEntry.parse(line(event)));
            assertEquals(event.getClass(), read.getClass());
            assertEquals(text(event), text(read));
        }
    }

    @Test
    void what_a_later_version_adds_is_passed_over() {
        assertEquals(new JournalEvent.Unknown("teleported"), read("'event':'teleported','actor':'a'"));
        assertEquals(
                new MessageEvents.Delivered(7, new ActorId("a"), 2),
                read("'event':'delivered','id':7,'actor':'a','attempt':2,'lane':{'n':[1]}"));
    }

    @Test
    void a_line_that_was_changed_into_nonsense_is_no_event() {
        assertEquals(new JournalEvent.Unknown("delivered"), read("'event':'delivered','id':7,'actor':'../a'"));
        assertEquals(new JournalEvent.Unknown("taken"), read("'event':'taken','id':7,'name':'a b','to':'a'"));
        assertEquals(new MessageEvents.Delivered(0, null, 0), read("'event':'delivered','id':'x','attempt':[]"));
    }

    private static JournalEvent read(String fields) {
        String line = "{\"seq\":1,\"at\":\"" + AT + "\"," + fields.replace('\'', '"') + "}";
        return JournalEvent.of(JournalEntry.parse(line.getBytes(StandardCharsets.UTF_8)));
    }

    /** A field is always there if it is in all lines of its event. */
    private static void merge(Map<String, Map<String, Boolean>> all, String event, Map<String, Boolean> fields) {
        Map<String, Boolean> before = all.putIfAbsent(event, new TreeMap<>(fields));
        if (before != null) {
            Set<String> names = new TreeSet<>(before.keySet());
            names.addAll(fields.keySet());
            names.forEach(
                    name -> before.put(name, before.getOrDefault(name, false) && fields.getOrDefault(name, false)));
        }
    }

    private static Map<String, Boolean> fields(JournalEvent event) {
        Map<String, Boolean> fields = new TreeMap<>();
        JournalEntry.parse(line(event)).line().fieldNames().forEachRemaining(name -> fields.put(name, true));
        fields.keySet().removeAll(List.of("seq", "at", "event"));
        return fields;
    }

    private static String text(JournalEvent event) {
        return new String(line(event), StandardCharsets.UTF_8);
    }

    private static byte[] line(JournalEvent event) {
        JsonLine line = new JsonLine();
        line.begin().field("seq", 1).field("at", AT).field("event", event.event());
        event.write(line);
        line.end();
        return Arrays.copyOf(line.buffer(), line.length());
    }

    private static List<JournalEvent> samples() {
        Set<Class<?>> records = new HashSet<>();
        collect(JournalEvent.class, records);
        records.remove(JournalEvent.Unknown.class);
        assertTrue(records.stream().allMatch(Class::isRecord));
        List<JournalEvent> samples = new ArrayList<>();
        for (Class<?> type : records) {
            Stream.of(Sample.values()).forEach(kind -> samples.add(sample(type, kind)));
        }
        return samples;
    }

    private static void collect(Class<?> type, Set<Class<?>> records) {
        if (type.isSealed()) {
            Stream.of(type.getPermittedSubclasses()).forEach(sub -> collect(sub, records));
        } else {
            records.add(type);
        }
    }

    private static JournalEvent sample(Class<?> type, Sample kind) {
        return (JournalEvent) instance(type, kind);
    }

    private static Object instance(Class<?> type, Sample kind) {
        RecordComponent[] parts = type.getRecordComponents();
        Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Stream.of(parts).map(part -> value(part, kind)).toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object value(RecordComponent part, Sample kind) {
        Class<?> type = part.getType();
        if (type == Handled.class || type == Contents.class) {
            return instance(type, kind);
        }
        boolean isBare = kind == Sample.BARE && !part.getName().equals("id");
        if (type == long.class) {
            return isBare ? 0L : 41L;
        } else if (type == int.class) {
            return isBare ? 0 : 3;
        } else if (type == boolean.class) {
            return !isBare;
        } else if (type == List.class) {
            return isBare ? List.of() : List.of("a.json", "\"b\".json");
        } else if (isBare) {
            return null;
        } else if (type == Recorded.class) {
            byte[] json = ("\"" + "x".repeat(kind == Sample.LARGE ? Recorded.MAX_BYTES : 5) + "\"")
                    .getBytes(StandardCharsets.UTF_8);
            return Recorded.of(json, json.length);
        } else if (type == Instant.class) {
            return AT;
        }
        return type == ActorId.class
                ? new ActorId("bank")
                : type == MessageName.class
                        ? new MessageName("k3")
                        : type == Integer.class ? (Object) 3 : "a \"text\"\n\u001b";
    }
}
