package actos.act.look;

import actos.act.root.EndedActor;
import actos.act.root.MessageTrace;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.protocol.journal.JournalEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/** A line of the journal made readable: the time, the event, and a sentence about its fields. */
final class EventLine {
    private static final int BODY_LIMIT = 4000;

    private EventLine() {}

    /** The whole line. */
    static String of(JournalEntry entry, Terminal terminal) {
        String event = Text.tame(entry.event());
        String name = (event + "            ").substring(0, Math.max(12, event.length()));
        return terminal.faint(Text.precise(entry.at())) + "  " + (isBad(entry) ? terminal.bad(name) : name) + "  "
                + sentence(entry);
    }

    /** {@code bank → shop}, with what a missing sender means. */
    static String way(JournalEntry entry) {
        String from = entry.text("from");
        String to = entry.text("to") == null ? entry.text("actor") : entry.text("to");
        return (from == null ? "·" : Text.tame(from)) + " → " + (to == null ? "?" : Text.tame(to));
    }

    /** A message's content on one line, or how large it is where the journal does not hold it. */
    static String body(JournalEntry entry) {
        return value(entry.line(), "body", "bodySize");
    }

    /** Whether the line is a part of a checkpoint: what it tells, {@code act ls} and {@code act mail} show better. */
    static boolean isOnlyForPrograms(JournalEntry entry) {
        return switch (entry.event()) {
            case "checkpoint", "snapshot", "snapshotMail", "checkpointed" -> true;
            default -> false;
        };
    }

    /** Whether the line has to do with this actor. */
    static boolean isAbout(JournalEntry entry, String actor) {
        return Stream.of("actor", "to", "from", "by").anyMatch(field -> actor.equals(entry.text(field)));
    }

    /** Whether the line tells of this message, or of one that was sent because of it. */
    static boolean isAbout(JournalEntry entry, MessageTrace message) {
        return message.id != 0 && (entry.number("id") == message.id || entry.number("cause") == message.id);
    }

    private static String sentence(JournalEntry entry) {
        String actor = Text.tame(String.valueOf(entry.text("actor")));
        String id = entry.line().path("id").asText("?");
        return switch (entry.event()) {
            case "supervisorStarted" ->
                "pid " + entry.number("pid") + ", version " + word(entry, "version") + ", " + word(entry, "mode");
            case "supervisorStopped" -> "";
            case "accepted" ->
                actor
                        + (entry.text("request") == null
                                ? ", a child of " + word(entry, "parent")
                                : ", from request " + word(entry, "request"))
                        + (entry.line().path("manual").booleanValue() ? " (manual)" : "");
            case "cloned" -> actor + named(entry, ", a copy of ");
            case "revived" -> actor + named(entry, ", from ");
            case "started", "adopted", "attached" -> actor + ", pid " + entry.number("pid");
            case "attachRefused" -> actor + ", pid " + entry.number("pid") + detail(entry, "detail");
            case "detached" -> actor + ", pid " + entry.number("pid") + detail(entry, "why");
            case "pending" -> actor;
            case "ready" -> actor + after(entry, "tookMs", 1_000_000);
            case "taken" -> id + " " + way(entry) + cause(entry) + "  " + body(entry);
            case "delivered", "returned" -> id + " to " + actor + attempt(entry);
            case "done", "stashed" -> id + " by " + actor + after(entry, "tookUs", 1000) + state(entry);
            case "unstashed" -> id + " of " + actor;
            case "due" -> id + " for " + actor;
            case "redone" -> id + " of " + actor + ", its effects were completed by the supervisor";
            case "dead" ->
                id + " " + way(entry) + "  " + word(entry, "reason") + attempts(entry) + detail(entry, "detail");
            case "refused" -> word(entry, "request") + detail(entry, "detail");
            case "stopping" -> actor + detail(entry, "why");
            case "exited" -> actor + ", " + EndedActor.ending(entry) + detail(entry, "why");
            case "restarting" -> actor + in(entry) + ", restart " + word(entry, "restarts");
            case "gaveUp" -> actor + detail(entry, "why");
            case "restartRefused" -> actor + detail(entry, "detail");
            case "buried" ->
                actor
                        + (entry.text("grave") == null
                                ? ", without a grave"
                                : ", in dead/actors/" + word(entry, "grave"));
            case "dropped" -> id + " of " + actor + ", deleted " + MessageTrace.by(entry);
            case "moved" -> id + " of " + actor + ", now at " + word(entry, "order") + ", " + MessageTrace.by(entry);
            case "added" -> id + " to " + actor + ", put there " + MessageTrace.by(entry);
            case "edited" ->
                entry.number("id") == 0
                        ? "the state of " + actor + ", " + MessageTrace.by(entry) + "  "
                                + value(entry.line(), "state", "stateSize")
                        : id + " of " + actor + ", " + MessageTrace.by(entry) + "  " + body(entry);
            case "overwritten" ->
                "what somebody wrote into the state of " + actor + ", by the handler of " + id + "  "
                        + value(entry.line(), "state", "stateSize");
            case "breakHit" -> word(entry, "break") + " by " + id + " to " + actor;
            case "held" -> id + " of " + actor + ", held back " + MessageTrace.by(entry);
            case "released" -> id + " of " + actor + ", not held back any more";
            case "paused", "resumed" ->
                (entry.text("actor") == null ? "the system" : actor)
                        + (entry.text("load") == null ? "" : ", " + MessageTrace.by(entry));
            case "stepped" ->
                entry.text("why") == null
                        ? id + " to " + actor
                        : "not " + word(entry, "what") + ": " + Text.tame(entry.text("why"));
            case "fault" ->
                "of ActOS in " + word(entry, "in")
                        + (entry.text("actor") == null ? "" : ", " + actor + " is set aside")
                        + detail(entry, "why");
            case "degraded", "recovered" -> word(entry, "what") + detail(entry, "why");
            default -> fields(entry);
        };
    }

    private static boolean isBad(JournalEntry entry) {
        return switch (entry.event()) {
            case "dead",
                    "refused",
                    "degraded",
                    "fault",
                    "returned",
                    "gaveUp",
                    "restartRefused",
                    "attachRefused",
                    "overwritten" -> true;
            case "exited" -> entry.number("code") != 0 || entry.text("signal") != null;
            default -> false;
        };
    }

    private static String cause(JournalEntry entry) {
        return entry.number("cause") == 0 ? "" : " (caused by " + entry.number("cause") + ")";
    }

    private static String attempt(JournalEntry entry) {
        return entry.number("attempt") > 1 ? " (attempt " + entry.number("attempt") + ")" : "";
    }

    private static String attempts(JournalEntry entry) {
        return entry.number("attempts") > 0 ? " after " + Text.count(entry.number("attempts"), "attempt") : "";
    }

    private static String in(JournalEntry entry) {
        long ms = entry.number("inMs");
        return ms > 0 ? " in " + Text.span(Duration.ofMillis(ms)) : " at once";
    }

    private static String named(JournalEntry entry, String before) {
        return entry.text("from") == null ? "" : before + Text.tame(entry.text("from"));
    }

    private static String after(JournalEntry entry, String field, long nanos) {
        return entry.line().has(field) ? " after " + Text.span(Duration.ofNanos(entry.number(field) * nanos)) : "";
    }

    private static String state(JournalEntry entry) {
        boolean changed = entry.line().has("state") || entry.line().has("stateSize");
        return changed ? "  state " + value(entry.line(), "state", "stateSize") : "";
    }

    private static String value(JsonNode line, String field, String sizeField) {
        if (line.has(field)) {
            return Text.oneLine(line.get(field).toString().getBytes(StandardCharsets.UTF_8), BODY_LIMIT);
        }
        return line.has(sizeField) ? "(" + line.get(sizeField).asText() + " bytes)" : "";
    }

    private static String detail(JournalEntry entry, String field) {
        String text = entry.text(field);
        return text == null ? "" : ": " + Text.tame(text);
    }

    private static String word(JournalEntry entry, String field) {
        return Text.tame(entry.line().path(field).asText("?"));
    }

    private static String fields(JournalEntry entry) {
        StringBuilder all = new StringBuilder();
        entry.line().properties().forEach(field -> {
            if (!field.getKey().equals("seq")
                    && !field.getKey().equals("at")
                    && !field.getKey().equals("event")) {
                all.append(all.length() == 0 ? "" : ", ")
                        .append(Text.tame(field.getKey()))
                        .append(' ')
                        .append(Text.tame(field.getValue().toString()));
            }
        });
        return all.toString();
    }
}
