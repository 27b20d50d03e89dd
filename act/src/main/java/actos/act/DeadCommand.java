package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code act dead}: what could not be delivered or started, and what has ended. */
@Command(
        name = "dead",
        header = "Look at dead letters, refused requests and ended actors.",
        description = {"", "All of them lie below dead/, whole, with the reason beside them.", ""},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadCommand.Ls.class, DeadCommand.Show.class},
        footer = {"", "Example:", "  act dead ls", "  act dead show 42"})
final class DeadCommand implements Runnable {
    @Mixin
    Workspace workspace;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "There is no COMMAND: ls or show");
    }

    /** {@code act dead ls}. */
    @Command(
            name = "ls",
            header = "List dead letters, refused requests and ended actors.",
            description = {"", "The oldest first, each with its reason.", ""},
            footer = {"", "Example:", "  act dead ls", "  act dead ls --json | jq -r '.[] | .reason'"})
    static final class Ls implements Callable<Integer> {
        @Mixin
        Workspace workspace;

        @Override
        public Integer call() throws IOException {
            workspace.supervisorOrNote();
            List<DeadThing> things = DeadThing.all(workspace.root());
            Output output = workspace.output();
            if (workspace.isJson()) {
                ArrayNode list = Json.mapper().createArrayNode();
                for (DeadThing thing : things) {
                    list.add(thing.json());
                }
                output.json(list);
                return ExitCode.DONE;
            }
            Table table = new Table("KIND", "NAME", "AT", "REASON");
            for (DeadThing thing : things) {
                table.row(thing.kind(), Names.printable(thing.name()), at(thing), Text.tame(thing.reason()));
            }
            if (table.isEmpty()) {
                output.line("nothing is dead");
            } else {
                table.print(output);
            }
            return ExitCode.DONE;
        }

        private static String at(DeadThing thing) {
            try {
                return Text.time(Instant.parse(thing.at()));
            } catch (DateTimeException unknown) {
                return "?";
            }
        }
    }

    /** {@code act dead show}. */
    @Command(
            name = "show",
            header = "Show one of them, with its reason and its content.",
            description = {
                "",
                "NAME is a name that act dead ls shows, a message's number or name, a request's name, or an actor's id;"
                        + " of several, the last is meant.",
                ""
            },
            footer = {"", "Example:", "  act dead show 42", "  act dead show counter"})
    static final class Show implements Callable<Integer> {
        @Mixin
        Workspace workspace;

        @Parameters(index = "0", paramLabel = "NAME", description = "What to show.")
        String name;

        @Override
        public Integer call() throws IOException {
            workspace.supervisorOrNote();
            DeadThing meant = null;
            for (DeadThing thing : DeadThing.all(workspace.root())) {
                meant = thing.isMeant(name) ? thing : meant;
            }
            if (meant == null) {
                throw Failure.unknown("nothing in dead/ is called \"" + Names.printable(name) + "\"; act dead ls lists"
                        + " what there is");
            }
            if (meant.actor() != null) {
                new ActorPage(workspace, meant.actor(), new ActorHome(meant.path())).show();
            } else {
                show(meant);
            }
            return ExitCode.DONE;
        }

        private void show(DeadThing thing) throws IOException {
            byte[] content = Disk.bytes(thing.path());
            Output output = workspace.output();
            if (workspace.isJson()) {
                ObjectNode json = thing.json();
                Embedded.put(json, "body", content);
                output.json(json);
                return;
            }
            output.line(output.terminal().strong(Names.printable(thing.name())) + "  dead " + thing.kind());
            thing.why().properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    output.line((field.getKey() + "             ").substring(0, 13) + " "
                            + Text.tame(field.getValue().asText()));
                }
            });
            output.line("body          " + (content == null ? "(no regular file)" : Text.oneLine(content)));
        }
    }
}
