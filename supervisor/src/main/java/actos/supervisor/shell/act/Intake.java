package actos.supervisor.shell.act;

import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.SpoolName;
import actos.protocol.journal.MessageEvents;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.HeldBack;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.FileTimes;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Content;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Places;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.sense.Observation;
import actos.supervisor.shell.sense.QuestionFiles;
import actos.supervisor.shell.sense.SpoolFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves messages into spools, and within them, and what can have no receiver into {@code dead/}. Each step is one rename
 * that replaces nothing; what came of it goes back to the core. What the disk refuses is tried again at the next scan. Used
 * by the loop's thread.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Posix posix;
    private final Places places;
    private final Homes homes;
    private final Inbox inbox;
    private final Journal journal;
    private final Observation observation;
    private final Sequence sequence;
    private final Graveyard graveyard;
    private final SpoolFiles spools;

    public Intake(Shared shared, Observation observation, Sequence sequence, Graveyard graveyard, SpoolFiles spools) {
        this.posix = shared.posix();
        this.places = shared.places();
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.journal = shared.journal();
        this.observation = observation;
        this.sequence = sequence;
        this.graveyard = graveyard;
        this.spools = spools;
    }

    Outcome take(Effect.Take e, Now now) throws IOException {
        Home to = homes.get(e.to());
        Dir drawer = homes.drawer(e.from());
        Message m = e.message();
        sequence.use(m.id());
        Posix.Moved moved = to == null ? Posix.Moved.MISSING : posix.move(drawer, e.file(), to.spool, m.fileName());
        if (moved == Posix.Moved.DONE) {
            journal.taken(e.from(), e.to(), m, spools.journalled(to, m.fileName(), (Content) e.body()));
            noteQuestion(e.from(), m);
            return Outcome.DONE;
        } else if (moved == Posix.Moved.MISSING && posix.exists(drawer, e.file())) { // so it is the mailbox
            inbox.echo(new Event.NotTaken(e.from(), e.file(), e.to()));
        } else {
            inbox.echo(observation.atMail(drawer, e.from(), e.file(), false));
        }
        return Outcome.TOLD;
    }

    private void noteQuestion(ActorId from, Message m) {
        Home asker = from != null && m.name().isAsk() ? homes.get(from) : null;
        if (asker != null) {
            QuestionFiles.note(asker, m.name());
        }
    }

    Outcome bury(Effect.Bury e, Now now) throws IOException {
        return bury(e, homes.drawer(e.from()), now);
    }

    private Outcome bury(Effect.Bury e, Dir from, Now now) throws IOException {
        sequence.use(e.id());
        if (graveyard.bury(from, e, now)) {
            LOG.info("dead letter {}: {}: {}", e.id(), e.reason(), e.detail());
            journal.write(new MessageEvents.DeadLetter(
                    e.id(), e.to(), e.from(), e.cause(), e.reason(), e.name(), Names.printable(e.file()), e.detail()));
        }
        return Outcome.DONE;
    }

    /** Whether its directory lies in {@code running/}, or the request for it in {@code spawn/}. */
    Outcome lookForReceiver(Effect.LookForReceiver e, Now now) throws IOException {
        ActorId to = e.burial().to();
        Posix.Stat home = posix.stat(places.running, to.value());
        boolean isComing =
                home != null && home.kind() == Posix.Kind.DIRECTORY || posix.exists(places.spawn, to + ".json");
        inbox.echo(new Event.ReceiverLookedFor(e.burial(), isComing));
        return Outcome.NOT_DONE;
    }

    Outcome examine(Effect.Examine e, Now now) {
        Event seen = observation.atMail(homes.drawer(e.from()), e.from(), e.file(), false);
        if (seen != null) {
            inbox.echo(seen);
        }
        return Outcome.TOLD;
    }

    Outcome release(Home home, Effect.Release e, Now now) throws IOException {
        sequence.use(SpoolName.numberOf(e.released().order()));
        String file = e.waiting().fileName();
        if (posix.move(home.spool, file, home.spool, e.released().fileName()) == Posix.Moved.DONE) {
            journal.write(new MessageEvents.Due(
                    e.released().id(), e.id(), e.released().order()));
            return Outcome.DONE;
        }
        spools.list(home);
        return Outcome.NOT_DONE;
    }

    Outcome unstash(Home home, Effect.Unstash e, Now now) throws IOException {
        List<Message> released = new ArrayList<>();
        try {
            for (HeldBack stashed : e.stashed()) {
                Message m = stashed.message();
                if (posix.move(home.spool, stashed.fileName(), home.spool, m.fileName()) == Posix.Moved.DONE) {
                    journal.write(new MessageEvents.Unstashed(m.id(), e.id()));
                    released.add(m);
                }
            }
            FileStep.delete(home.drawer.file(e.file()));
            return Outcome.TOLD;
        } finally {
            if (!released.isEmpty()) {
                inbox.echo(new Event.Unstashed(e.id(), released));
            }
        }
    }

    // ---- by hand ----------------------------------------------------------------------------------------------------

    Outcome adopt(Home home, Effect.Adopt e, Now now) throws IOException {
        Message m = e.message();
        Posix.Stat stat = posix.stat(home.spool, e.file());
        if (stat == null && !Dir.isUndecodable(e.file())) {
            return Outcome.NOT_DONE;
        }
        if (stat == null || stat.kind() != Posix.Kind.FILE) {
            String detail = "it was put into the spool of " + e.id() + " and is no regular file";
            Effect.Bury burial = new Effect.Bury(null, e.file(), null, m.id(), null, 0, "not-a-file", detail);
            bury(burial, home.spool, now);
            inbox.echo(new Event.Done(burial));
            return Outcome.TOLD;
        }
        sequence.use(m.id());
        byte[] bytes = spools.read(home, e.file(), stat);
        Content body =
                Json.inspect(bytes, bytes.length) == Json.Verdict.NOT_JSON ? null : Content.whole(bytes, bytes.length);
        // what somebody is still writing gets another time than its file's, so that it is read again before it goes
        Message dated = m.sentAt(body == null ? now.wall() : FileTimes.instant(stat.modified()))
                .content(Content.hash(bytes, bytes.length));
        String name = dated.fileName() + (e.aside() == null ? "" : e.aside().ending());
        if (posix.move(home.spool, e.file(), home.spool, name) == Posix.Moved.DONE) {
            journal.added(e.id(), dated, name, body);
            inbox.echo(e.aside() == null ? new Event.AddedByHand(e.id(), dated) : new Event.Stashed(e.id(), dated));
        }
        return Outcome.TOLD;
    }

    void noteChange(Effect.NoteChange e) {
        LOG.info("{}: message {} was {} by hand", e.id(), e.message().id(), e.event());
        journal.changed(e.event(), e.id(), e.message());
    }
}
