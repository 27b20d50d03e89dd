package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.Names;
import java.io.IOException;
import java.nio.file.Path;
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
        for (Path file : Disk.list(home.spool())) {
            Waiting waiting = Waiting.parse(file);
            if (waiting != null) {
                mail.add(waiting);
            }
        }
        mail.sort(Comparator.comparingLong(Waiting::due).thenComparing(Waiting::fileName));
        return mail;
    }

    /** How many messages wait; does not look at them. */
    int size() throws IOException {
        int size = 0;
        for (Path file : Disk.list(home.spool())) {
            String name = Disk.name(file);
            if (!name.equals(actos.protocol.Root.CURRENT) && (name.endsWith(Waiting.HELD) || !Names.leftAlone(name))) {
                size++;
            }
        }
        return size;
    }
}
