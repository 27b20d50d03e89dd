package actos.act.step;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Breaks;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.Wait;
import actos.protocol.ActorId;
import actos.protocol.BreakSpec;
import actos.protocol.Condition;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Publish;
import actos.protocol.SystemStatus;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act break add}: publishes a file in {@code breaks/}, and waits until the supervisor has read it. */
@Command(
        name = "add",
        header = "Stop before messages that a condition describes.",
        description = {
            "",
            "Checks the condition, writes breaks/NAME.json, prints NAME and returns when the breakpoint is in force.",
            "",
            "WHEN is a small part of jq: paths (.a.b[0], .[\"x y\"]), literals, == != < <= > >=, and, or, | not,"
                    + " | test(\"REGEX\"), parentheses. A path into a value that has no such thing in it does not hold."
                    + " Without WHEN it stops always; without ACTOR, before everybody's messages.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act break add shop '.amount > 100'",
            "  act break add --envelope '.from == \"bank\"'",
            "  act break add shop --state '.stock == 0' --all"
        })
final class BreakAddCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(names = "--envelope", description = "WHEN is about the envelope: .from, .cause, .attempt, .name…")
    boolean envelope;

    @Option(names = "--state", description = "WHEN is about the state that the actor will find.")
    boolean state;

    @Option(names = "--all", description = "A hit pauses the whole system, not only the actor.")
    boolean all;

    @Option(names = "--name", paramLabel = "NAME", description = "Its name; else the next free number.")
    String name;

    @Parameters(
            arity = "0..*",
            paramLabel = "[ACTOR] [WHEN]",
            hideParamSyntax = true,
            description = "Whose messages, and which of them.")
    List<String> words = List.of();

    @Override
    public Result call() throws IOException {
        if (envelope && state) {
            throw Failure.usage("WHEN is about the envelope or about the state, not both");
        }
        if (words.size() > 2) {
            throw Failure.usage(
                    "\"" + Names.printable(words.get(2)) + "\" is one word too many; WHEN is one argument, in"
                            + " quotes: act break add shop '.amount > 100'");
        }
        boolean forOne = !words.isEmpty() && ActorId.isValid(words.get(0));
        if (words.size() == 2 && !forOne) {
            throw Failure.usage("\"" + Names.printable(words.get(0)) + "\" is no actor's id; WHEN is one argument, in"
                    + " quotes: act break add shop '.amount > 100'");
        }
        String when = words.size() == 2 ? words.get(1) : forOne || words.isEmpty() ? null : words.get(0);
        ActorId actor = forOne ? new ActorId(words.get(0)) : null;
        BreakSpec spec = new BreakSpec(
                actor,
                when == null ? null : Condition.parse(when),
                envelope ? BreakSpec.On.ENVELOPE : state ? BreakSpec.On.STATE : BreakSpec.On.MESSAGE,
                all);
        workspace.supervisor();
        String written = write(Json.bytes(spec.toJson()));
        await(written);
        if (actor != null && !new Actors(workspace.root()).isKnown(actor)) {
            workspace
                    .output()
                    .note(new Actors(workspace.root()).unknown(actor.value()).getMessage());
        }
        ObjectNode told = Json.mapper().createObjectNode().put("name", written);
        return Result.line(written, told.setAll(spec.toJson()));
    }

    private String write(byte[] content) throws IOException {
        if (name != null) {
            try {
                Publish.create(workspace.root().breakpoint(name), content);
                return name;
            } catch (FileAlreadyExistsException taken) {
                throw Failure.failed(
                        "there is a breakpoint " + name + " already; act break rm " + name + " takes it away");
            }
        }
        for (int number = 1; ; number++) {
            try {
                Publish.create(workspace.root().breakpoint(Integer.toString(number)), content);
                return Integer.toString(number);
            } catch (FileAlreadyExistsException taken) {
                // the next one
            }
        }
    }

    private void await(String written) throws IOException {
        Breaks breaks = new Breaks(workspace.root());
        SystemStatus.Break known = Wait.forNotice(workspace)
                .look(() -> breaks.known(written))
                .orElseThrow(() -> Failure.timedOut(Wait.unnoticed("breakpoint " + written + " was written")));
        if (known.problem() != null) {
            throw Failure.failed("the supervisor refuses breakpoint " + written + ": " + Text.tame(known.problem())
                    + "; it stops nothing; act break rm " + written + " takes it away");
        }
    }
}
