package actos.act;

import actos.protocol.JournalEntry;
import actos.protocol.JournalReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act watch}: messages as they flow. */
@Command(
        name = "watch",
        header = "Watch messages flow.",
        description = {
            "",
            "One line for each message when it is taken: its number, sender, receiver and body; a dead letter says why."
                    + " A dot stands for a person or script. Until Ctrl-C.",
            ""
        },
        footer = {"", "Example:", "  act watch", "  act watch bank shop"})
final class WatchCommand implements Callable<Integer> {
    @Mixin
    Workspace workspace;

    @Parameters(arity = "0..*", paramLabel = "ACTOR", description = "Only messages from or to these actors.")
    List<String> actors = List.of();

    @Override
    public Integer call() throws IOException {
        workspace.supervisorAndPauseOrNote();
        new Follower(workspace).run(JournalReader.fromEnd(workspace.root()), this::print);
        return ExitCode.DONE;
    }

    private void print(JournalEntry entry) {
        boolean dead = entry.event().equals("dead");
        if (!dead && !entry.event().equals("taken") || !isWanted(entry)) {
            return;
        }
        if (workspace.isJson()) {
            workspace.output().json(entry.line());
            return;
        }
        Terminal terminal = workspace.terminal();
        String rest =
                dead ? terminal.bad("dead: " + Text.tame(String.valueOf(entry.text("reason")))) : EventLine.body(entry);
        workspace
                .output()
                .cutLine(terminal.faint(Text.precise(entry.at())) + "  "
                        + entry.line().path("id").asText("?") + "  " + EventLine.way(entry) + "  " + rest);
    }

    private boolean isWanted(JournalEntry entry) {
        return actors.isEmpty() || actors.stream().anyMatch(actor -> EventLine.isAbout(entry, actor));
    }
}
