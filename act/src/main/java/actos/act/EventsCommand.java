package actos.act;

import actos.protocol.JournalEntry;
import actos.protocol.JournalReader;
import actos.protocol.Root;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act events}: the journal made readable. */
@Command(
        name = "events",
        header = "Show what happened.",
        description = {
            "",
            "Prints the whole journal, one line an event; with -f what happens from now on, until Ctrl-C. With --json the"
                    + " lines are those of the journal.",
            ""
        },
        footer = {"", "Example:", "  act events counter", "  act events -f"})
final class EventsCommand implements Callable<Integer> {
    @Mixin
    Workspace workspace;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what happens from now on.")
    boolean follow;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTOR", description = "Only what has to do with this actor.")
    String actor;

    @Override
    public Integer call() throws IOException {
        workspace.supervisorAndPauseOrNote();
        for (String odd : JournalReader.oddFiles(workspace.root())) {
            workspace.output().note("journal/" + odd + " is no regular file and is passed over");
        }
        Root root = workspace.root();
        if (follow) {
            new Follower(workspace).run(JournalReader.fromEnd(root), this::print);
            return ExitCode.DONE;
        }
        JournalReader journal = JournalReader.fromStart(root);
        for (var entries = journal.poll(); !entries.isEmpty(); entries = journal.poll()) {
            entries.forEach(this::print);
            workspace.output().flush();
        }
        return ExitCode.DONE;
    }

    private void print(JournalEntry entry) {
        if (actor != null && !EventLine.isAbout(entry, actor)) {
            return;
        }
        if (workspace.isJson()) {
            workspace.output().json(entry.line());
        } else {
            workspace.output().cutLine(EventLine.of(entry, workspace.terminal()));
        }
    }
}
