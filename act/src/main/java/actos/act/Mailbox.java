package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The waiting mail of one actor, as its {@code spool} shows it. */
final class Mailbox {
    private final ActorHome home;

    Mailbox(ActorHome home) {
        this.home = home;
    }

    /** In the order of delivery: delayed messages come last, by the time when they are due. */
    List<Waiting> waiting() throws IOException {
        List<Waiting> mail = new ArrayList<>();
        Disk.each(home.spool(), name -> {
            Waiting waiting = Waiting.parse(home.spool(), name);
            if (waiting != null) {
                mail.add(waiting);
            }
        });
        mail.sort(Comparator.comparingLong(Waiting::due).thenComparing(Waiting::fileName));
        return mail;
    }

    /** How many messages wait; does not look at them. */
    int size() throws IOException {
        int[] size = {0};
        Disk.each(home.spool(), name -> {
            if (!name.equals(Root.CURRENT) && (name.endsWith(Waiting.HELD) || !Names.leftAlone(name))) {
                size[0]++;
            }
        });
        return size[0];
    }
}
