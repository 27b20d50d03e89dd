package actos.act.look;

import actos.act.call.Workspace;
import actos.act.history.Chain;
import actos.act.history.Effects;
import actos.act.history.Link;
import actos.act.history.Past;
import actos.act.history.RecordedBytes;
import actos.act.root.Actors;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.state.Jq;
import actos.act.term.Failure;
import actos.act.term.JsonList;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.journal.CheckpointEvents;
import actos.protocol.journal.JournalEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act why}: the chain of messages that led to one, or to a value in a state; or all that a message led to. */
@Command(
        name = "why",
        header = "Show what led to a message or to a value in a state.",
        description = {
            "",
            "The message, the one whose handler sent it, and so on back to what came from outside, that first. A line"
                    + " each: when it was taken, its number, sender and receiver, how long it waited, how long it was"
                    + " handled, its body; then what it changed in its receiver's state.",
            "",
            "With an actor and a jq query: the message that last changed this part of its state, and what led to that.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act why 42",
            "  act why bank/current",
            "  act why bank .total",
            "  act why --forward 42"
        })
public final class WhyCommand implements Callable<Result> {
    private static final int MOST = 10_000;

    @Mixin
    Workspace workspace;

    @Option(names = "--forward", description = "Show all that the message led to, as a tree.")
    boolean forward;

    @Parameters(
            index = "0",
            paramLabel = "THING",
            description = "A message: its number, its name, or ID/current; or with QUERY an actor.")
    String thing;

    @Parameters(index = "1", arity = "0..1", paramLabel = "QUERY", description = "A part of the actor's state.")
    String query;

    private LinkView view;

    @Override
    public Result call() throws IOException {
        if (forward && query != null) {
            throw Failure.usage("--forward is about a message: it goes with no QUERY");
        }
        workspace.supervisorOrNote();
        view = new LinkView(workspace.root());
        return query != null ? value() : message();
    }

    private Result message() throws IOException {
        MessageTrace trace = new MessageSearch(workspace.root()).named(thing);
        if (trace == null) {
            throw new Actors(workspace.root()).unknownThing(thing);
        }
        Chain chain = chain(trace.id);
        if (chain.links().isEmpty()) {
            throw Failure.failed("the journal tells nothing of message " + Names.printable(thing) + "; act show "
                    + Names.printable(thing) + " tells where it is");
        }
        return forward
                ? effects(chain.links().get(chain.links().size() - 1))
                : Result.of(output -> chain.links().forEach(link -> view.print(output, link)), output -> {
                    JsonList list = new JsonList(output);
                    chain.links().forEach(link -> list.add(view.json(link)));
                    list.end();
                });
    }

    private Chain chain(long id) throws IOException {
        Chain chain = Chain.to(Past.of(workspace.root()), id);
        if (!chain.links().isEmpty() && chain.missing() != 0) {
            workspace
                    .output()
                    .note("the journal tells nothing of message " + chain.missing() + ", which caused the first");
        }
        return chain;
    }

    // ---- what it led to

    private Result effects(Link message) throws IOException {
        Effects effects = Effects.of(Past.of(workspace.root()), message, MOST);
        if (effects.isCut()) {
            workspace
                    .output()
                    .note("it led to more than " + Text.count(MOST, "message") + ": these are the first of them");
        }
        return Result.of(output -> printTree(output, effects, message, "", ""), output -> {
            JsonList list = new JsonList(output);
            effects.all().forEach(link -> list.add(view.jsonLine(link)));
            list.end();
        });
    }

    /** The branches of each message below it, and then, at the same depth, what led to most. */
    private void printTree(Output output, Effects effects, Link top, String first, String rest) {
        String indent = first;
        for (Link link = top; link != null; indent = rest) {
            view.printLine(output, indent, link);
            List<Link> sent = effects.of(link);
            for (int i = 0; i < sent.size() - 1; i++) {
                printTree(output, effects, sent.get(i), rest + "├─ ", rest + "│  ");
            }
            link = sent.isEmpty() ? null : sent.get(sent.size() - 1);
        }
    }

    // ---- a part of a state

    private Result value() throws IOException {
        if (!ActorId.isValid(thing)) {
            throw Failure.failed("\"" + Names.printable(thing) + "\" is no actor's id: act why ID QUERY");
        }
        ActorId actor = new ActorId(thing);
        RecordedBytes recorded = new RecordedBytes(workspace.root());
        LastChange change = LastChange.of(Past.of(workspace.root()), recorded, actor, Jq.parse(query));
        if (change.event() == null) {
            throw new Actors(workspace.root()).unknownThing(thing);
        }
        if (change.values() == null) {
            throw Failure.failed("the state that " + actor + " had at line " + change.seq()
                    + " of the journal is not there any more: act journal shows what is kept");
        }
        List<Link> links =
                change.message() == 0 ? List.of() : chain(change.message()).links();
        return Result.of(
                output -> {
                    output.line(sentence(actor, change));
                    links.forEach(link -> view.print(output, link));
                },
                () -> json(actor, change, links));
    }

    private String sentence(ActorId actor, LastChange change) {
        String is = actor + " " + Names.printable(query) + " is " + shown(change.values());
        String when = " at " + Text.precise(change.at());
        String was = change.before() == null ? "" : " from " + shown(change.before());
        return switch (by(change)) {
            case "message" -> is + ": message " + change.message() + " changed it" + was + when;
            case "hand" -> is + ": changed by hand" + was + when;
            case "image" -> is + ": changed" + was + " by loading image " + Names.printable(load(change)) + when;
            case "start" -> is + ": so it began" + when;
            case "gap" ->
                is + ": it became so" + was + " while no supervisor saw it, before " + Text.precise(change.at());
            default -> is + ": so it was" + when + ", and the journal tells no earlier state";
        };
    }

    /** Who has changed it. */
    private static String by(LastChange change) {
        if (change.message() != 0) {
            return "message";
        } else if (change.event() instanceof JournalEvent.Change) {
            return load(change) == null ? "hand" : "image";
        } else if (change.isBeginning()) {
            return "start";
        }
        return change.event() instanceof CheckpointEvents.Snapshot && change.before() == null ? "unknown" : "gap";
    }

    private static String load(LastChange change) {
        return ((JournalEvent.Change) change.event()).load();
    }

    private static String shown(List<JsonNode> values) {
        return values.isEmpty()
                ? "nothing"
                : values.stream().map(value -> Text.oneLine(Json.bytes(value))).collect(Collectors.joining(", "));
    }

    private ObjectNode json(ActorId actor, LastChange change, List<Link> links) {
        String by = by(change);
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("actor", actor.value()).put("query", query);
        json.set("values", array(change.values()));
        json.set("before", change.before() == null ? null : array(change.before()));
        json.put("by", by).put("load", by.equals("image") ? load(change) : null);
        json.put("seq", change.seq()).put("at", change.at().toString());
        json.put("id", change.message() == 0 ? null : (Long) change.message());
        ArrayNode chain = json.putArray("chain");
        links.forEach(link -> chain.add(view.json(link)));
        return json;
    }

    private static ArrayNode array(List<JsonNode> values) {
        return Json.mapper().createArrayNode().addAll(values);
    }
}
