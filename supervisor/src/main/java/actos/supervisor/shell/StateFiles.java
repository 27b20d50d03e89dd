package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Message;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what becomes of the actors' states: what a message has made of one, what a person has, and when the one has
 * written over the other. For the journal only; changes nothing. Used by the loop's thread.
 */
final class StateFiles {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int MOST_STATE = 256 << 20;

    private final Posix posix;
    private final Journal journal;
    private final byte[] state = new byte[Content.JOURNALLED + 1];

    StateFiles(Posix posix, Journal journal) {
        this.posix = posix;
        this.journal = journal;
    }

    /** The state as the actor will find it. */
    byte[] read(Home home) throws IOException {
        Posix.Stat stat = posix.stat(home.dir, ActorHome.STATE);
        byte[] bytes = new byte[stat == null ? 0 : (int) Math.min(stat.size(), MOST_STATE)];
        return Arrays.copyOf(bytes, Math.max(0, posix.read(home.dir, ActorHome.STATE, bytes)));
    }

    /** A message goes to the actor: what was seen while it handled an earlier one says nothing about this one. */
    static void delivered(Home home) {
        home.changedMeanwhile = null;
    }

    /** The actor has ended over its message: what it has made of the state by then is its own doing, and no message's. */
    void abandoned(Home home) {
        after(home);
    }

    /** A message was handled, and {@link #after} was asked. */
    void handled(Home home, Message message) {
        tellIfLost(home, message);
        home.changedMeanwhile = null;
    }

    /** The state was written: what no handler has done, a person did. */
    void read(Home home, Effect.ReadState e) {
        byte[] before = home.journalledState;
        Content now = after(home);
        if (e.handled() != null) {
            tellIfLost(home, e.handled());
            // without knowing what it was before, nobody can say that it was changed
            home.changedMeanwhile = now == null || before == null ? null : home.journalledState;
            home.journalledState = before; // what comes of it is known when the handler is done
        } else if (now != null && before != null) {
            LOG.info("{}: its state was edited by hand", home.id);
            journal.edited(home.id, now);
        }
    }

    /** While a message was handled the state was changed, and is not any more what it was made then. */
    private void tellIfLost(Home home, Message handled) {
        byte[] meanwhile = home.changedMeanwhile;
        if (meanwhile != null && !Arrays.equals(meanwhile, home.journalledState)) {
            LOG.warn(
                    "{}: its state was changed while it handled message {}, and then written over",
                    home.id,
                    handled.id());
            journal.overwritten(home.id, handled, Content.of(meanwhile, meanwhile.length));
        }
    }

    /** The state after a message; null if it is what it was before, or cannot be read now. */
    Content after(Home home) {
        try {
            byte[] bytes = state;
            int length = posix.read(home.dir, ActorHome.STATE, state);
            if (length == state.length) { // longer than what is journalled: only its hash will be
                Posix.Stat stat = posix.stat(home.dir, ActorHome.STATE);
                bytes = new byte[(int) Math.min(stat == null ? 0 : stat.size(), MOST_STATE)];
                length = posix.read(home.dir, ActorHome.STATE, bytes);
            }
            byte[] before = home.journalledState;
            if (length < 0 || before != null && Arrays.equals(bytes, 0, length, before, 0, before.length)) {
                return null;
            }
            if (Json.inspect(bytes, length) == Json.Verdict.NOT_JSON) {
                return null; // an editor is at work, or the actor keeps something else there
            }
            home.journalledState = Arrays.copyOf(bytes, length);
            return Content.of(bytes, length);
        } catch (IOException e) {
            return null;
        }
    }
}
