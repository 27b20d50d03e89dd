package actos.act.look;

import actos.act.call.Workspace;
import actos.act.history.RecordedBytes;
import actos.act.replay.Playback;
import actos.act.replay.Replay;
import actos.act.state.Jq;
import actos.act.term.Failure;
import actos.act.term.JsonList;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.journal.JournalEntry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act when}: the first moment at which something was so. */
@Command(
        name = "when",
        header = "Find the first moment at which a condition held.",
        description = {
            "",
            "CONDITION is a jq query about the whole system, {\"actors\": {ID: STATE}, \"mail\": [{\"id\", \"to\", \"from\","
                    + " \"body\"}]}, with what waits and what is handled. It holds where one of its results is neither false"
                    + " nor null, and not where it cannot be evaluated. The journal is played once, from its oldest line on,"
                    + " and the condition asked after each line that changes a state or a mailbox.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act when '.actors.bank.total < 0'",
            "  act when --all '[.mail[] | select(.to == \"bank\")] | length > 100'"
        })
public final class WhenCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(names = "--all", description = "Each moment from which on it holds, or does not hold any more.")
    boolean all;

    @Parameters(index = "0", paramLabel = "CONDITION", description = "A jq query, such as '.actors.till.n > 100'")
    String condition;

    private Jq query;
    private SystemValue system;
    private boolean holds;
    private boolean isFound;
    private Instant first;
    private long moments;
    /** Why the condition could not be evaluated the last time when it could not; null if it always could. */
    private String fault;

    @Override
    public Result call() throws IOException {
        query = Jq.parse(condition);
        workspace.rootOnDisk();
        system = new SystemValue(new RecordedBytes(workspace.root()));
        return Result.of(output -> play((entry, now) -> print(output, entry, now)), output -> {
            JsonList list = new JsonList(output);
            play((entry, now) -> list.add(json(entry, now)));
            list.end();
        });
    }

    /** What is done when the condition begins or ceases to hold. */
    private interface Change {
        void at(JournalEntry entry, boolean holds);
    }

    private void play(Change change) throws IOException {
        Playback playback = new Playback(workspace.root());
        playback.run((then, entry) -> {
            first = first == null ? entry.at() : first;
            moments++;
            boolean now = holds(then);
            if (now != holds) {
                holds = now;
                isFound = true;
                change.at(entry, now);
            }
            return all || !holds;
        });
        if (playback.missing() != null) {
            workspace
                    .output()
                    .note(playback.missing().sentence()
                            + ": what was between such lines and the next checkpoint was not looked at");
        }
        if (!isFound) {
            throw Failure.failed(never());
        }
    }

    private String never() {
        if (first == null) {
            return "the journal tells of no moment: it has no whole checkpoint";
        }
        return Names.printable(condition) + " held at none of the " + Text.count(moments, "moment")
                + " that the journal tells of, from " + Text.precise(first) + " on"
                + (fault == null ? "" : "; where it could not be evaluated: " + fault);
    }

    private boolean holds(Replay then) {
        try {
            return query.apply(system.of(then)).stream().anyMatch(WhenCommand::isTrue);
        } catch (Failure notEvaluated) {
            fault = notEvaluated.getMessage();
            return false;
        }
    }

    private static boolean isTrue(JsonNode result) {
        return !result.isNull() && !(result.isBoolean() && !result.booleanValue());
    }

    private void print(Output output, JournalEntry entry, boolean now) {
        String how = !all ? "" : now ? "holds from  " : "not from    ";
        output.cutLine(how + "@" + entry.seq() + "  " + EventLine.of(entry, output.terminal()));
    }

    private static ObjectNode json(JournalEntry entry, boolean now) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("seq", entry.seq()).put("at", entry.at().toString()).put("holds", now);
        json.put("id", entry.number("id") == 0 ? null : (Long) entry.number("id"));
        json.set("line", entry.line());
        return json;
    }
}
