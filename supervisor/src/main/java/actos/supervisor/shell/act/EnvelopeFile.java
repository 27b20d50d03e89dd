package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.JsonLine;
import actos.protocol.Seed;
import actos.supervisor.core.Message;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.util.Arrays;

/**
 * The envelope in an actor's directory, which says what the current message is. It is written over in place before each
 * message is delivered. Used by the loop's thread.
 */
final class EnvelopeFile {
    /** Most envelopes fit: an actor's never get shorter, so that none leaves anything of the one before. */
    private static final int WIDTH = 224;

    private static final int LONGEST = 4096;

    private final Posix posix;
    private final JsonLine line = new JsonLine();

    EnvelopeFile(Posix posix) {
        this.posix = posix;
    }

    /** Before its message becomes current. */
    void write(Home home, Message m) throws IOException {
        put(home, m);
        if (home.envelopeWidth == 0) { // what a supervisor before this one has written
            Posix.Stat before = posix.stat(home.dir, ActorHome.ENVELOPE);
            home.envelopeWidth = before == null ? WIDTH : (int) Math.min(before.size(), LONGEST);
        }
        line.end(home.envelopeWidth);
        home.envelopeWidth = Math.max(home.envelopeWidth, line.length());
        try {
            posix.overwrite(home.dir, ActorHome.ENVELOPE, line.buffer(), line.length());
        } catch (IOException e) {
            Posix.Stat there = posix.stat(home.dir, ActorHome.ENVELOPE);
            if (there == null || there.kind() == Posix.Kind.FILE) {
                throw e;
            }
            FileStep.vacate(new ActorHome(posix.open(home.dir)).envelope()); // a link, a FIFO or the like
            posix.overwrite(home.dir, ActorHome.ENVELOPE, line.buffer(), line.length());
        }
    }

    /** As it will be, without what pads it. */
    byte[] bytes(Home home, Message m) {
        put(home, m);
        line.end(0);
        return Arrays.copyOf(line.buffer(), line.length());
    }

    private void put(Home home, Message m) {
        line.clear();
        line.begin()
                .field("id", m.id())
                .field("name", m.name())
                .field("from", m.from())
                .field("to", home.id)
                .fieldOrNull("cause", m.cause())
                .field("inReplyTo", m.inReplyTo())
                .field("sentAt", m.sentAt())
                .field("attempt", m.attempt())
                .field("seed", Seed.of(home.id, m.from(), m.name(), m.sentAt()).value());
        if (!m.isInPlace()) {
            line.field("order", m.order());
        }
    }
}
