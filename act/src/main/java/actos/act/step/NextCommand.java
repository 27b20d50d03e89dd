package actos.act.step;

import actos.act.call.Workspace;
import actos.act.root.DeliveryChoices;
import actos.act.root.Message;
import actos.act.term.Embedded;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act next}: the deliveries that are possible now. */
@Command(
        name = "next",
        header = "List the deliveries that are possible now.",
        description = {
            "",
            "For each actor the first waiting message of each sender: these are what may come next in reality, since"
                    + " only the messages of one sender to one actor keep their order. The one that a plain act step"
                    + " would deliver is marked. Why an actor cannot take any now is said.",
            ""
        },
        footer = {"", "Example:", "  act pause; act next", "  act next --json | jq -r '.[] | select(.next) | .id'"})
public final class NextCommand implements Callable<Result> {
    private static final int SHOWN = 2000;

    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        workspace.supervisorAndPauseOrNote();
        DeliveryChoices deliveries = DeliveryChoices.of(workspace.root());
        Message next = deliveries.next(pending -> true);
        return Result.of(output -> print(output, deliveries, next), () -> json(deliveries, next));
    }

    private static void print(Output output, DeliveryChoices deliveries, Message next) throws IOException {
        Table table = new Table("", "TO", "ID", "FROM", "BODY");
        for (DeliveryChoices.Receiver receiver : deliveries.receivers()) {
            for (Message pending : DeliveryChoices.possible(receiver)) {
                byte[] body = pending.body();
                table.row(
                        pending.equals(next) ? "→" : "",
                        pending.to(),
                        pending.id(),
                        pending.from() == null ? "·" : pending.from(),
                        body == null ? "(gone)" : Text.oneLine(body, SHOWN));
            }
        }
        if (table.isEmpty()) {
            output.line("no message waits that is due");
        } else {
            table.print(output);
        }
        if (!deliveries.isAnyPaused()) {
            output.line("nothing is paused, so mail is delivered without being asked for; act pause ends that");
            return;
        }
        for (DeliveryChoices.Receiver receiver : deliveries.receivers()) {
            if (receiver.obstacle() != null) {
                output.line(receiver.obstacle().advice());
            }
            String later = receiver.later();
            if (!later.isEmpty()) {
                output.line("for " + receiver.id() + " wait besides: " + later);
            }
        }
    }

    private static ArrayNode json(DeliveryChoices deliveries, Message next) throws IOException {
        ArrayNode list = Json.mapper().createArrayNode();
        for (DeliveryChoices.Receiver receiver : deliveries.receivers()) {
            List<Message> possible = DeliveryChoices.possible(receiver);
            for (Message pending : possible) {
                ObjectNode json = list.addObject();
                json.put("id", pending.id()).put("to", pending.to().value());
                json.put("from", pending.from() == null ? null : pending.from().value());
                json.put("next", pending.equals(next));
                json.put(
                        "why",
                        receiver.obstacle() == null ? null : receiver.obstacle().sentence());
                Embedded.put(json, "body", pending.body());
            }
        }
        return list;
    }
}
