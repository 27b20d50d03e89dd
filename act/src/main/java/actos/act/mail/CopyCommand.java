package actos.act.mail;

import actos.act.call.Body;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.root.Order;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.SpoolName;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act copy}: another message with the same content, sender and cause. */
@Command(
        name = "copy",
        header = "Copy a message, also into another mailbox.",
        description = {
            "",
            "The copy stands behind what waits there, gets the next number, which is printed, and is from whom the original"
                    + " is from. The original may have been handled already, as long as the journal has its content.",
            ""
        },
        footer = {"", "Example:", "  act copy 42", "  act copy 42 teller"})
public final class CopyCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "MSG", description = "A message's number or name.")
    String thing;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ACTOR", description = "Whose mailbox; else its receiver's.")
    String actor;

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        MessageTrace trace = new MessageSearch(workspace.root()).find(thing);
        if (trace == null) {
            throw Failure.unknown("there is no message \"" + Names.printable(thing) + "\"; act mail lists what waits");
        }
        byte[] content = trace.content();
        if (content == null) {
            throw Failure.failed("the content of message " + Names.printable(thing)
                    + " is not kept: its file is gone, and the journal holds up to 64 KiB");
        }
        ActorId to = new Actors(workspace.root()).living(actor == null ? String.valueOf(trace.to) : actor);
        ActorHome home = workspace.root().actor(to);
        List<Message> queue = Order.queue(new Mailbox(home).waiting());
        String order = queue.isEmpty() ? SpoolName.order(trace.id) : Order.last(queue);
        if (order == null) {
            throw Failure.failed("there is no room behind what waits for " + to + ": its last place is all nines");
        }
        ActorId from = trace.from == null || !ActorId.isValid(trace.from) ? null : new ActorId(trace.from);
        MessageName name = MessageName.fresh();
        byte[] body = Body.checked(content, "message " + Names.printable(thing), "");
        SpoolName like = SpoolName.of(0, name).withOrder(order).withFrom(from).withCause(trace.cause);
        MailInsertion.put(home, like, "", body);
        ChangeEvents.Added added =
                MailInsertion.await(workspace, journal, name, "the copy was put into the mailbox of " + to);
        ObjectNode told = Json.mapper().createObjectNode();
        told.put("id", added.id()).put("to", to.value()).put("copyOf", trace.id);
        return Result.line(Long.toString(added.id()), told);
    }
}
