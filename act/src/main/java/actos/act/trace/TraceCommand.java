package actos.act.trace;

import actos.act.call.Workspace;
import actos.act.history.Chain;
import actos.act.history.Link;
import actos.act.history.Past;
import actos.act.history.Place;
import actos.act.history.Wanted;
import actos.act.root.Actors;
import actos.act.root.MessageSearch;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act trace}: the space-time diagram of what happened. */
@Command(
        name = "trace",
        header = "Draw who sent what to whom, and who worked when.",
        description = {
            "",
            "A lane for each actor, time downwards: an arrow from who sends to who gets a message, dashed where it waits; a bar"
                    + " while a handler is at work; and marks for crashes, restarts, what is dead, and what was changed by hand."
                    + " Idle time and actors without mail are left out; act ask counts as outside.",
            "",
            "With MESSAGE only what led to it and what it led to. Else all since the supervisor was started last, or the last"
                    + " part of it: what was left out is said. With --json the diagram as data.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act trace 42",
            "  act trace --last 5m --actors shop,bank",
            "  act trace --html > trace.html"
        })
public final class TraceCommand implements Callable<Result> {
    /** Of what a diagram can hold in memory. */
    private static final int MOST = 100_000;

    @Mixin
    Workspace workspace;

    @Option(names = "--last", paramLabel = "D", description = "Only what happened in this time before now.")
    String last;

    @Option(
            names = "--actors",
            paramLabel = "A,B",
            hideParamSyntax = true,
            split = ",",
            description = "Only messages from or to these; everybody else is one lane.")
    Set<String> actors = new HashSet<>();

    @ArgGroup
    FormOptions formOptions;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MESSAGE",
            description = "Its number, its name, or ID/current.")
    String thing;

    @Override
    public Result call() throws IOException {
        Form form = formOptions == null ? Form.TEXT : formOptions.form();
        if (workspace.isJson() && form != Form.TEXT) {
            throw Failure.usage("--json and " + form.option() + " exclude each other: take one");
        }
        if (thing != null && last != null) {
            throw Failure.usage("MESSAGE and --last exclude each other: take one");
        }
        workspace.supervisorOrNote();
        Form shown = workspace.isJson() ? Form.JSON : form;
        Diagram diagram = thing == null ? span(shown) : cone();
        checkActors(diagram);
        if (diagram.isCut()) {
            workspace.output().note(leftOut(diagram));
        }
        return Result.of(output -> print(diagram, form, output), () -> new JsonForm(diagram).json());
    }

    private void print(Diagram diagram, Form form, Output output) throws IOException {
        switch (form) {
            case TEXT ->
                new TextForm(diagram, output, Glyphs.of(workspace.surroundings().env())).print();
            case MERMAID -> new MermaidForm(diagram, output).print();
            case DOT -> new DotForm(diagram, output).print();
            case SVG -> new SvgForm(diagram, output).print();
            case HTML -> new HtmlForm(diagram, output).print();
            case SHIVIZ -> new ShivizForm(diagram, output).print();
            case OTLP -> output.json(new OtlpForm(diagram).json());
            case JSON -> output.json(new JsonForm(diagram).json());
        }
    }

    private Diagram span(Form form) throws IOException {
        Instant since = last == null ? null : Instant.now().minus(Durations.parse("--last", last));
        Past past = Past.of(workspace.root());
        Section section = Section.since(past, since, last == null ? form.usual() : MOST);
        DiagramBuilder builder = new DiagramBuilder(actors, null);
        past.forward(section.start(), Wanted.all(), line -> {
            builder.add(line);
            return true;
        });
        return builder.diagram(section.isCut());
    }

    private Diagram cone() throws IOException {
        Chain chain = new MessageSearch(workspace.root()).chain(thing);
        List<Long> causes = chain.links().stream().map(Link::id).toList();
        Place start = chain.links().get(0).place();
        DiagramBuilder builder = new DiagramBuilder(actors, new Cone(causes.get(causes.size() - 1), causes));
        boolean[] isCut = {false};
        Past.of(workspace.root()).forward(start, Wanted.all(), line -> {
            builder.add(line);
            isCut[0] = builder.size() >= MOST;
            return !isCut[0];
        });
        return builder.diagram(isCut[0]);
    }

    private String leftOut(Diagram diagram) {
        if (thing != null) {
            return "there is more than can be drawn: what came of it after "
                    + diagram.moments().size() + " events is left out";
        }
        return "what happened before line " + diagram.firstSeq() + " of the journal is left out"
                + (last == null ? ": --last D shows as much as you want" : ", since it is too much to be drawn");
    }

    /** A name that nobody has, here or in the journal, is a slip. */
    private void checkActors(Diagram diagram) throws IOException {
        Actors known = new Actors(workspace.root());
        for (String actor : actors) {
            boolean isThere = diagram.quiet().contains(actor)
                    || diagram.lanes().stream().anyMatch(lane -> lane.name().equals(actor))
                    || ActorId.isValid(actor) && known.isKnown(new ActorId(actor));
            if (!isThere) {
                throw known.unknown(actor);
            }
        }
    }
}
