package actos.act.dead;

import actos.act.root.DeadItem;
import actos.act.term.Output;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.Names;
import java.io.IOException;
import java.util.List;

/** How things in {@code dead/} are listed for a person. */
final class DeadTable {
    private DeadTable() {}

    static void print(Output output, List<DeadItem> things) throws IOException {
        Table table = new Table(output, "KIND", "NAME", "AT", "REASON");
        for (DeadItem thing : things) {
            int unread = thing.unread();
            table.row(
                    thing.kind(),
                    Names.printable(thing.name()),
                    Text.time(thing.buried()),
                    Text.tame(thing.reason()) + (unread == 0 ? "" : " (" + Text.count(unread, "unread message") + ")"));
        }
        if (!table.isEmpty()) {
            table.print(output);
        }
    }
}
