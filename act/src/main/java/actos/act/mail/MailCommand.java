package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.replay.AtPosition;
import actos.act.replay.Moment;
import actos.act.root.Actors;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.Pause;
import actos.act.term.JsonList;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Table;
import actos.protocol.ActorId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act mail}: what waits, in the order of delivery. */
@Command(
        name = "mail",
        header = "List waiting mail in the order of delivery.",
        description = {
            "",
            "The waiting messages of one actor or of all; delayed ones come last. What an actor has in its hands already"
                    + " is not among them: act ls and act show tell. Nor is the end of the time for an answer that has"
                    + " come.",
            ""
        },
        footer = {"", "Example:", "  act mail counter", "  act mail --json | jq length"})
public final class MailCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Mixin
    AtPosition at;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTOR", description = "Only this one's mail.")
    String actor;

    @Override
    public Result call() throws IOException {
        Moment then = at.moment(workspace);
        if (then != null) {
            return then(then, actor == null ? List.copyOf(then.actors()) : List.of(then.actor(actor)));
        }
        workspace.supervisorAndPauseOrNote();
        Actors actors = new Actors(workspace.root());
        List<ActorId> wanted = actor == null ? actors.living() : List.of(actors.living(actor));
        return Result.of(output -> print(output, wanted), output -> {
            JsonList list = new JsonList(output);
            for (ActorId id : wanted) {
                new Mailbox(workspace.root().actor(id)).pending().forEach(w -> list.add(MailView.json(w, id)));
            }
            list.end();
        });
    }

    private void print(Output output, List<ActorId> wanted) throws IOException {
        Table table = new Table(output, "TO", "ID", "FROM", "NAME", "WAITS", "BODY");
        Pause system = Pause.of(workspace.root());
        for (ActorId id : wanted) {
            Pause pause = Pause.of(workspace.root().actor(id));
            for (Message waiting : new Mailbox(workspace.root().actor(id)).pending()) {
                MailView.row(table, waiting, id, pause == null ? system : pause);
            }
        }
        print(output, table, "waits");
    }

    private Result then(Moment then, List<ActorId> wanted) {
        return Result.of(
                output -> {
                    Table table = new Table(output, "TO", "ID", "FROM", "NAME", "WAITS", "BODY");
                    for (ActorId id : wanted) {
                        then.pending(id).forEach(waiting -> MailView.row(table, waiting, id));
                    }
                    print(output, table, "waited");
                },
                output -> {
                    JsonList list = new JsonList(output);
                    for (ActorId id : wanted) {
                        then.pending(id).forEach(waiting -> list.add(MailView.json(waiting, id)));
                    }
                    list.end();
                });
    }

    private void print(Output output, Table table, String waits) {
        if (table.isEmpty()) {
            output.line("no mail " + waits + (actor == null ? "" : " for " + actor));
        } else {
            table.print(output);
        }
    }
}
