package actos.act.look;

import actos.act.call.Workspace;
import actos.act.history.Chain;
import actos.act.history.Effects;
import actos.act.history.Link;
import actos.act.history.Past;
import actos.act.history.RecordedBytes;
import actos.act.root.Actors;
import actos.act.root.MessageSearch;
import actos.act.state.Jq;
import actos.act.term.Failure;
import actos.act.term.JsonList;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
        Chain chain = new MessageSearch(workspace.root()).chain(thing);
        noteMissing(chain);
        return forward
                ? effects(chain.links().get(chain.links().size() - 1))
                : Result.of(output -> chain.links().forEach(link -> view.print(output, link)), output -> {
                    JsonList list = new JsonList(output);
                    chain.links().forEach(link -> list.add(view.json(link)));
                    list.end();
                });
    }

    private void noteMissing(Chain chain) {
        if (!chain.links().isEmpty() && chain.missing() != 0) {
            workspace
                    .output()
                    .note("the journal tells nothing of message " + chain.missing() + ", which caused the first");
        }
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
        Chain chain =
                change.message() == 0 ? new Chain(List.of(), 0) : Chain.to(Past.of(workspace.root()), change.message());
        noteMissing(chain);
        LastChangeView shown = new LastChangeView(actor, query, change);
        return Result.of(
                output -> {
                    output.line(shown.sentence());
                    chain.links().forEach(link -> view.print(output, link));
                },
                () -> {
                    ObjectNode json = shown.json();
                    ArrayNode links = json.putArray("chain");
                    chain.links().forEach(link -> links.add(view.json(link)));
                    return json;
                });
    }
}
