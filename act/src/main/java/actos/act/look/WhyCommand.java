package actos.act.look;

import actos.act.call.Workspace;
import actos.act.history.Chain;
import actos.act.history.Link;
import actos.act.history.Past;
import actos.act.history.RecordedBytes;
import actos.act.root.Actors;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.term.Embedded;
import actos.act.term.Failure;
import actos.act.term.JsonList;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act why}: the chain of messages that led to one. */
@Command(
        name = "why",
        header = "Show what led to a message.",
        description = {
            "",
            "The message, the one whose handler sent it, and so on back to what came from outside, that first. A line"
                    + " each: when it was taken, its number, sender and receiver, how long it waited, how long it was"
                    + " handled, its body; then what it changed in its receiver's state.",
            ""
        },
        footer = {"", "Example:", "  act why 42", "  act why bank/current"})
public final class WhyCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "MESSAGE", description = "Its number, its name, or ID/current.")
    String thing;

    private RecordedBytes recorded;

    @Override
    public Result call() throws IOException {
        workspace.supervisorOrNote();
        recorded = new RecordedBytes(workspace.root());
        MessageTrace trace = new MessageSearch(workspace.root()).named(thing);
        if (trace == null) {
            throw new Actors(workspace.root()).unknownThing(thing);
        }
        Chain chain = Chain.to(Past.of(workspace.root()), trace.id);
        if (chain.links().isEmpty()) {
            throw Failure.failed("the journal tells nothing of message " + Names.printable(thing) + "; act show "
                    + Names.printable(thing) + " tells where it is");
        }
        if (chain.missing() != 0) {
            workspace
                    .output()
                    .note("the journal tells nothing of message " + chain.missing() + ", which caused the first");
        }
        return Result.of(output -> chain.links().forEach(link -> print(output, link)), output -> {
            JsonList list = new JsonList(output);
            chain.links().forEach(link -> list.add(json(link)));
            list.end();
        });
    }

    private void print(Output output, Link link) {
        String from = link.from() == null ? "·" : link.from().value();
        String body = link.body() == null ? "" : "  " + ChangedState.shown(recorded, link.body());
        output.cutLine(output.terminal().faint(Text.precise(link.takenAt())) + "  " + link.id() + "  " + from + " → "
                + (link.to() == null ? "?" : link.to()) + "  " + times(link) + body);
        for (String line : change(link).lines(output.terminal())) {
            output.cutLine("    " + line);
        }
    }

    private static String times(Link link) {
        String waited = link.deliveredAt() == null
                ? ""
                : "waited " + Text.span(Duration.between(link.takenAt(), link.deliveredAt())) + ", ";
        return waited
                + switch (link.fate()) {
                    case DONE -> "took " + Text.span(Duration.ofNanos(link.tookUs() * 1000));
                    case WAITS -> "it waits";
                    case HELD -> "it is held back";
                    case STASHED -> "it is stashed";
                    case IN_HAND -> "not done yet";
                    case DROPPED -> "it was dropped";
                    case DEAD -> "it is dead";
                };
    }

    private ChangedState change(Link link) {
        return new ChangedState(recorded, link.before(), link.after());
    }

    private ObjectNode json(Link link) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", link.id());
        json.put("at", link.takenAt().toString());
        json.put("from", link.from() == null ? null : link.from().value());
        json.put("to", link.to() == null ? null : link.to().value());
        json.put("cause", link.cause() == 0 ? null : (Long) link.cause());
        json.put("fate", link.fate().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        json.put(
                "waitedUs",
                link.deliveredAt() == null
                        ? null
                        : (Long) (Duration.between(link.takenAt(), link.deliveredAt())
                                        .toNanos()
                                / 1000));
        json.put("tookUs", link.fate() == Link.Fate.DONE ? (Long) link.tookUs() : null);
        Embedded.put(json, "body", recorded.of(link.body()));
        json.set("change", change(link).json());
        Embedded.put(json, "state", recorded.of(link.after()));
        return json;
    }
}
