package actos.act.look;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.JournalFollower;
import actos.protocol.ActorId;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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
                    + " lines are those of the journal. THING is an actor's id, also of one that has ended, or a"
                    + " message's number or name, or ID/current.",
            ""
        },
        footer = {"", "Example:", "  act events counter", "  act events 42", "  act events -f"})
public final class EventsCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what happens from now on.")
    boolean follow;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "THING",
            description = "Only what has to do with this actor or message.")
    String thing;

    private Predicate<JournalEntry> wanted = entry -> true;
    /** Whether lines are missing only because nothing has happened. */
    private boolean isKnown = true;

    private boolean isFound;

    @Override
    public Result call() throws IOException {
        workspace.supervisorAndPauseOrNote();
        Root root = workspace.root();
        List<String> odd = JournalReader.oddFiles(root);
        if (!odd.isEmpty()) {
            String are = odd.size() == 1 ? " is no regular file and is" : " are no regular files and are";
            workspace.output().note("journal/" + Text.some(odd) + are + " passed over");
        }
        JournalReader fromNow = follow ? JournalReader.fromEnd(root) : null;
        if (thing != null) {
            choose(root);
        }
        if (follow) {
            new JournalFollower(workspace).run(fromNow, this::show);
            return Result.NONE;
        }
        JournalReader journal = JournalReader.fromStart(root);
        for (var entries = journal.poll(); !entries.isEmpty(); entries = journal.poll()) {
            for (JournalEntry entry : entries) {
                show(entry);
            }
            workspace.output().flush();
        }
        if (!isFound && !isKnown) {
            throw new Actors(root).unknownThing(thing);
        }
        if (!isFound && thing != null) {
            workspace.output().note("the journal tells nothing of " + Names.printable(thing));
        }
        return Result.NONE; // all was told while it was read
    }

    /** An actor need not be there any more: what the journal tells of it is enough. */
    private void choose(Root root) throws IOException {
        Actors actors = new Actors(root);
        boolean isActor = ActorId.isValid(thing) && actors.isKnown(new ActorId(thing)) || actors.home(thing) != null;
        MessageTrace trace = isActor ? null : new MessageSearch(root).named(thing);
        if (trace != null) {
            wanted = entry -> EventLine.isAbout(entry, trace);
            return;
        }
        ActorId party = party();
        isKnown = isActor || ActorId.SUPERVISOR.equals(party);
        wanted = entry -> EventLine.isAbout(entry, thing);
        if (follow && party == null) {
            throw actors.unknownThing(thing);
        }
        if (follow && !isKnown) {
            workspace.output().note("there is no actor " + party + " yet; what has to do with it will be shown");
        }
    }

    /** The actor that is or may come, or null if none can have this name. */
    private ActorId party() {
        try {
            return ActorId.party(thing);
        } catch (Refused noName) {
            return null;
        }
    }

    private void show(JournalEntry entry) throws IOException {
        if (!wanted.test(entry)) {
            return;
        }
        isFound = true;
        workspace.show(Result.of(
                output -> {
                    if (!EventLine.isOnlyForPrograms(entry)) {
                        output.cutLine(EventLine.of(entry, output.terminal()));
                    }
                },
                entry::line));
    }
}
