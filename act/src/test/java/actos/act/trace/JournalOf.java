package actos.act.trace;

import actos.act.TestRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Writes a journal, with times in milliseconds. */
final class JournalOf {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private final Path file;
    private long ms;
    private long seq;

    JournalOf(TestRoot test) {
        file = test.root.journal().resolve("000001.jsonl");
    }

    JournalOf at(long time) {
        ms = time;
        return this;
    }

    JournalOf line(String event, String fields) throws IOException {
        String line = "{\"seq\":" + ++seq + ",\"at\":\"" + BEGIN.plusMillis(ms) + "\",\"event\":\"" + event + "\","
                + fields + "}\n";
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return this;
    }

    /** @param from null for outside; cause 0 for none */
    JournalOf taken(long id, String from, String to, long cause, String body) throws IOException {
        return line(
                "taken",
                "\"id\":" + id + ",\"name\":\"k" + id + "\",\"from\":" + (from == null ? null : '"' + from + '"')
                        + ",\"to\":\"" + to + "\",\"cause\":" + (cause == 0 ? null : (Long) cause)
                        + ",\"inReplyTo\":null,\"body\":" + body);
    }

    JournalOf delivered(long id, String actor, int attempt) throws IOException {
        return line("delivered", "\"id\":" + id + ",\"actor\":\"" + actor + "\",\"attempt\":" + attempt);
    }

    JournalOf done(long id, String actor, long tookUs, String state) throws IOException {
        String changed = state == null ? "" : ",\"state\":" + state;
        return line("done", "\"id\":" + id + ",\"actor\":\"" + actor + "\",\"tookUs\":" + tookUs + changed);
    }

    /** A shop that asks its bank, which crashes once and pays then; and one message that waits. */
    JournalOf shop() throws IOException {
        line("supervisorStarted", "\"pid\":1,\"version\":\"x\",\"mode\":\"notices\",\"before\":null");
        at(100).line("started", "\"actor\":\"idle\",\"pid\":2");
        at(5000).taken(40, null, "shop", 0, "{\"buy\":\"lamp\"}").delivered(40, "shop", 1);
        at(5010).taken(41, "shop", "bank", 40, "{\"pay\":2}")
                .delivered(41, "bank", 1)
                .done(40, "shop", 9000, "{\"n\":1}");
        at(5020).line("returned", "\"id\":41,\"actor\":\"bank\",\"attempt\":2")
                .line(
                        "exited",
                        "\"actor\":\"bank\",\"pid\":3,\"code\":3,\"signal\":null,\"why\":\"it exited with code 3\"")
                .line("restarting", "\"actor\":\"bank\",\"inMs\":10,\"restarts\":1");
        at(5030).line("started", "\"actor\":\"bank\",\"pid\":4");
        at(5040).delivered(41, "bank", 2);
        at(5050).taken(42, "bank", "shop", 41, "\"paid\"").done(41, "bank", 8000, "{\"total\":7}");
        return at(5060).taken(43, null, "bank", 0, "1");
    }
}
