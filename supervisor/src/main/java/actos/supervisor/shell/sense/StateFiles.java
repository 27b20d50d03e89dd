package actos.supervisor.shell.sense;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Refused;
import actos.protocol.journal.Recorded;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Message;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.FileTimes;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Content;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what becomes of the actors' states: what a message has made of one, what a person has, and when the one has
 * written over the other, for the journal; and whether there is a state at all, without which no message is to go to an
 * actor. Changes nothing. Used by the loop's thread.
 */
public final class StateFiles {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int MOST_STATE = 256 << 20;
    /** The times of files come from a clock that is behind by so much at most. */
    private static final long CLOCK_TICK = 20_000_000;

    private final Posix posix;
    private final Journal journal;
    private final Health health;
    private final byte[] buffer = new byte[Recorded.MAX_BYTES + 1];

    /** What was read: the first {@code length} bytes; -1 if there is no state. */
    private static final class Reading {
        final byte[] bytes;
        final int length;

        Reading(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        boolean is(byte[] content) {
            return content != null && length >= 0 && Arrays.equals(bytes, 0, length, content, 0, content.length);
        }
    }

    public StateFiles(Posix posix, Journal journal, Health health) {
        this.posix = posix;
        this.journal = journal;
        this.health = health;
    }

    /** The state as the actor will find it. */
    public byte[] read(Home home) throws IOException {
        Posix.Stat stat = posix.stat(home.dir, ActorHome.STATE);
        byte[] content = new byte[stat == null ? 0 : (int) Math.min(stat.size(), MOST_STATE)];
        return Arrays.copyOf(content, Math.max(0, posix.read(home.dir, ActorHome.STATE, content)));
    }

    /** A message goes to the actor: what was seen while it handled an earlier one says nothing about this one. */
    public static void delivered(Home home) {
        home.state.changedMeanwhile = null;
        home.state.deliveredAt = FileTimes.now();
    }

    /** The state as the journal has to know it from now on; null if there is none that could be read. */
    public byte[] known(Home home) {
        if (home.state.journalled == null) {
            after(home);
        }
        return home.state.journalled;
    }

    /** A message was handled, and {@link #after} was asked. */
    public void handled(Home home, Message message) {
        tellIfLost(home, message);
        home.state.changedMeanwhile = null;
    }

    /** The state was written: what no handler has done, a person did. */
    public void read(Home home, Effect.ReadState e) {
        byte[] before = home.state.journalled;
        Content now = after(home);
        if (e.handled() != null) {
            tellIfLost(home, e.handled());
            // without knowing what it was before, nobody can say that it was changed
            home.state.changedMeanwhile = now == null || before == null ? null : home.state.journalled;
            home.state.journalled = before; // what comes of it is known when the handler is done
            return;
        }
        if (now != null && before != null) {
            LOG.info("{}: its state was edited {}", home.id, journal.changer());
            journal.edited(home.id, now);
        }
        fault(home);
    }

    /** While a message was handled the state was changed, and is not any more what it was made then. */
    private void tellIfLost(Home home, Message handled) {
        byte[] meanwhile = home.state.changedMeanwhile;
        if (meanwhile != null && !Arrays.equals(meanwhile, home.state.journalled)) {
            LOG.warn(
                    "{}: its state was changed while it handled message {}, and then written over",
                    home.id,
                    handled.id());
            journal.overwritten(home.id, handled, Content.whole(meanwhile, meanwhile.length));
        }
    }

    /** The state after a message; null if it is what it was before, or none now. */
    public Content after(Home home) {
        try {
            Reading now = load(home);
            if (now.is(home.state.journalled)) {
                return null;
            }
            if (now.length < 0 || fault(home, now) != null) {
                home.state.isSound = false;
                return null; // an editor is at work, or somebody has made a mistake, or has taken the directory away
            }
            home.state.journalled = Arrays.copyOf(now.bytes, now.length);
            return Content.whole(now.bytes, now.length);
        } catch (IOException e) {
            home.state.isSound = false;
            return null;
        }
    }

    private Reading load(Home home) throws IOException {
        int length = posix.read(home.dir, ActorHome.STATE, buffer);
        if (length < buffer.length) {
            return new Reading(buffer, length);
        }
        // longer than what is journalled: only its hash will be
        Posix.Stat stat = posix.stat(home.dir, ActorHome.STATE);
        byte[] whole = new byte[(int) Math.min(stat == null ? 0 : stat.size(), MOST_STATE)];
        return new Reading(whole, posix.read(home.dir, ActorHome.STATE, whole));
    }

    // ---- whether there is a state -----------------------------------------------------------------------------------

    /**
     * Why no message can go to the actor: what lies there for a state is none, or its program says that it cannot read it.
     * That is nobody's fault who has sent a message, so mail waits, and {@code degraded} says why. Null if all is well; that
     * costs nothing as long as nothing was seen to change.
     */
    public String fault(Home home) {
        if (home.state.isSound) {
            return null;
        }
        String fault = look(home);
        home.state.isSound = fault == null;
        if (fault == null) {
            health.worked(Task.DELIVERING_TO, home.id);
        } else {
            health.failed(
                    Task.DELIVERING_TO, home.id, new Refused(null, fault + "; its mail waits until that is mended"));
        }
        return fault;
    }

    /** The same, also where nothing was seen to change: the actor has ended, which somebody's change may have caused. */
    String faultNow(Home home) {
        home.state.isSound = false;
        return fault(home);
    }

    private String look(Home home) {
        try {
            Posix.Stat stat = posix.stat(home.dir, ActorHome.STATE);
            if (stat != null && stat.fingerprint() == home.state.blamed) {
                return "it cannot read " + file(home) + ", says its exit code: act logs " + home.id + " shows why";
            }
            home.state.blamed = 0;
            return fault(home, load(home));
        } catch (IOException e) {
            return file(home) + " cannot be read: " + Errors.sentence(e);
        }
    }

    private String fault(Home home, Reading state) throws IOException {
        if (state.length < 0) {
            return home.isThere() ? file(home) + " is missing" : null;
        }
        return state.is(home.state.journalled) || Json.inspect(state.bytes, state.length) != Json.Verdict.NOT_JSON
                ? null
                : file(home) + " is " + Json.fault(state.bytes, state.length);
    }

    /**
     * Its program has ended because it cannot read the state. If somebody has changed that since, it is asked again: it may
     * have read the old one.
     */
    void blame(Home home) {
        try {
            Posix.Stat stat = posix.stat(home.dir, ActorHome.STATE);
            boolean isTheSame = stat != null && stat.changed() < home.state.deliveredAt - CLOCK_TICK;
            home.state.blamed = isTheSame ? stat.fingerprint() : 0;
        } catch (IOException e) {
            // then it says so again
        }
    }

    /** Somebody has started the actor again, perhaps with another program, which may read what that one could not. */
    public void pardon(Home home) {
        if (home.state.blamed != 0) {
            home.state.blamed = 0;
            fault(home);
        }
    }

    private static String file(Home home) {
        return "running/" + home.id + "/" + ActorHome.STATE;
    }
}
