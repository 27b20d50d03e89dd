package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.Aside;
import actos.protocol.Deliverable;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.JsonLine;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.HeldBack;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves messages: from the drawers into spools, to {@code current}, back, and into {@code dead/}. Each step is one rename
 * that replaces nothing; what came of it goes back to the core. What the disk refuses is tried again at the next scan.
 * Used by the loop's thread.
 */
final class MailRoom {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    /** Most envelopes fit: an actor's never get shorter, so that none leaves anything of the one before. */
    private static final int ENVELOPE_WIDTH = 224;

    private static final int MOST_ENVELOPE = 4096;

    private final Posix posix;
    private final Places places;
    private final Homes homes;
    private final Looks looks;
    private final Inbox inbox;
    private final Processes processes;
    private final Journal journal;
    private final Sequence sequence;
    private final Graveyard graveyard;
    private final Health health;
    private final MailSearch search;
    private final BreakpointFiles breakpoints;
    private final SpoolFiles spools;
    private final StateFiles states;
    private final JsonLine envelope = new JsonLine();

    MailRoom(
            Posix posix,
            Places places,
            Homes homes,
            Looks looks,
            Inbox inbox,
            Processes processes,
            Journal journal,
            Sequence sequence,
            Graveyard graveyard,
            Health health,
            MailSearch search,
            BreakpointFiles breakpoints,
            SpoolFiles spools,
            StateFiles states) {
        this.posix = posix;
        this.places = places;
        this.homes = homes;
        this.looks = looks;
        this.inbox = inbox;
        this.processes = processes;
        this.journal = journal;
        this.sequence = sequence;
        this.graveyard = graveyard;
        this.health = health;
        this.search = search;
        this.breakpoints = breakpoints;
        this.spools = spools;
        this.states = states;
    }

    /** Somebody may have deleted or changed what says which numbers are used up. */
    void keepNumbers() {
        try {
            sequence.keep();
            health.worked("keeping .seq");
        } catch (IOException x) {
            health.failed("keeping .seq", x);
        }
    }

    void take(Effect.Take e) {
        Home to = homes.get(e.to());
        Dir drawer = homes.drawer(e.from());
        Message m = e.message();
        try {
            sequence.use(m.id());
            Posix.Moved moved = to == null ? Posix.Moved.MISSING : posix.move(drawer, e.file(), to.spool, m.fileName());
            if (moved == Posix.Moved.DONE) {
                journal.taken(e.from(), e.to(), m, (Content) e.body());
                inbox.echo(new Event.Taken(e.from(), e.file(), e.to(), m));
            } else if (moved == Posix.Moved.MISSING && posix.exists(drawer, e.file())) { // so it is the mailbox
                inbox.echo(new Event.NotTaken(e.from(), e.file(), e.to()));
            } else {
                inbox.echo(looks.atMail(drawer, e.from(), e.file(), false));
            }
            health.worked("taking mail");
        } catch (IOException x) {
            health.failed("taking mail", x);
            inbox.echo(new Event.NotTaken(e.from(), e.file(), e.to()));
        }
    }

    void bury(Effect.Bury e, Dir from, Now now) {
        try {
            if (isComing(e)) {
                return; // it is looked at again at the next scan
            }
            sequence.use(e.id());
            if (graveyard.bury(from, e, now)) {
                LOG.info("dead letter {}: {}: {}", e.id(), e.reason(), e.detail());
                journal.write(
                        "dead",
                        line -> line.field("id", e.id())
                                .field("to", e.to())
                                .field("from", e.from())
                                .fieldOrNull("cause", e.cause())
                                .field("reason", e.reason())
                                .field("name", e.name())
                                .field("file", Names.printable(e.file()))
                                .field("detail", e.detail()));
            }
            inbox.echo(new Event.LetterBuried(e.from(), e.file(), e.to()));
            health.worked("burying dead letters");
        } catch (IOException x) {
            health.failed("burying dead letters", x);
        }
    }

    /**
     * Whether there is no such actor yet, but its directory lies in {@code running/} or the request for it in {@code
     * spawn/}: the disk may have refused it so far.
     */
    private boolean isComing(Effect.Bury e) throws IOException {
        if (!e.reason().equals("unknown-actor") || homes.get(e.to()) != null) {
            return false;
        }
        Posix.Stat home = posix.stat(places.running, e.to().value());
        return home != null && home.kind() == Posix.Kind.DIRECTORY || posix.exists(places.spawn, e.to() + ".json");
    }

    void examine(Effect.Examine e) {
        Event seen = looks.atMail(homes.drawer(e.from()), e.from(), e.file(), false);
        if (seen != null) {
            inbox.echo(seen);
        }
    }

    // ---- delivery ---------------------------------------------------------------------------------------------------

    void deliver(Home home, Effect.Deliver e) {
        Message m = e.message();
        try {
            String fault = states.fault(home);
            if (fault != null) {
                inbox.echo(new Event.NotDelivered(e.id(), fault));
                return;
            }
            String file = m.fileName();
            Message asItIs = spools.asItIs(home, file, m);
            if (asItIs == null) {
                return;
            }
            writeEnvelope(home, m);
            posix.markUnread(home.spool, file);
            switch (posix.move(home.spool, file, home.spool, Root.CURRENT)) {
                case DONE -> {
                    StateFiles.delivered(home);
                    processes.signal(home);
                    journal.delivered(e.id(), m);
                    inbox.echo(new Event.Delivered(e.id(), asItIs));
                }
                case MISSING -> inbox.echo(new Event.MessageMissing(e.id(), m));
                case OCCUPIED -> foundCurrent(home);
            }
            health.worked("delivering mail");
        } catch (IOException x) {
            health.failed("delivering mail", x);
            inbox.echo(new Event.NotDelivered(e.id(), Errors.sentence(x)));
        }
    }

    /** A message that may have to wait because of a breakpoint. */
    void check(Home home, Effect.Check e) {
        Message m = e.message();
        try {
            Posix.Stat stat = posix.stat(home.spool, m.fileName());
            if (stat == null) {
                inbox.echo(
                        spools.isBeingEdited(home, m.fileName())
                                ? new Event.NotDelivered(e.id(), "it is being edited")
                                : new Event.MessageMissing(e.id(), m));
                return;
            }
            byte[] body = spools.read(home, m.fileName(), stat);
            putIntoEnvelope(home, m);
            envelope.end(0);
            Deliverable deliverable =
                    new Deliverable(body, Arrays.copyOf(envelope.buffer(), envelope.length()), () -> states.read(home));
            inbox.echo(new Event.Checked(e.id(), m, breakpoints.check(e.id(), deliverable)));
        } catch (IOException x) {
            health.failed("delivering mail", x);
            inbox.echo(new Event.NotDelivered(e.id(), Errors.sentence(x)));
        }
    }

    /** A link or a FIFO in the slot is no message: it is treated as one that was put into the spool. */
    void setAsideCurrent(Home home) throws IOException {
        String name = Root.CURRENT + "-" + MessageName.fresh() + ".json";
        posix.move(home.spool, Root.CURRENT, home.spool, name);
        spools.list(home);
    }

    /** There is a {@code current} that the core knows nothing of. */
    private void foundCurrent(Home home) throws IOException {
        Posix.Stat stat = posix.stat(home.spool, Root.CURRENT);
        if (stat != null && stat.kind() != Posix.Kind.FILE) {
            setAsideCurrent(home);
            stat = null;
        }
        inbox.echo(
                stat == null
                        ? new Event.NotDelivered(home.id, "what lay in its slot was no message; try again")
                        : new Event.CurrentFound(home.id, FileTimes.instant(stat.modified())));
    }

    void introduce(Home home, Effect.Introduce e) {
        try {
            StateFiles.delivered(home);
            sequence.use(e.message().id());
            writeEnvelope(home, e.message());
            journal.added(e.id(), e.message(), null);
            journal.delivered(e.id(), e.message());
        } catch (IOException x) {
            health.failed("delivering mail", x);
        }
    }

    private void writeEnvelope(Home home, Message m) throws IOException {
        putIntoEnvelope(home, m);
        if (home.envelopeWidth == 0) { // what a supervisor before this one has written
            Posix.Stat before = posix.stat(home.dir, ActorHome.ENVELOPE);
            home.envelopeWidth = before == null ? ENVELOPE_WIDTH : (int) Math.min(before.size(), MOST_ENVELOPE);
        }
        envelope.end(home.envelopeWidth);
        home.envelopeWidth = Math.max(home.envelopeWidth, envelope.length());
        try {
            posix.overwrite(home.dir, ActorHome.ENVELOPE, envelope.buffer(), envelope.length());
        } catch (IOException e) {
            Posix.Stat there = posix.stat(home.dir, ActorHome.ENVELOPE);
            if (there == null || there.kind() == Posix.Kind.FILE) {
                throw e;
            }
            FileStep.vacate(new ActorHome(posix.open(home.dir)).envelope()); // a link, a FIFO or the like
            posix.overwrite(home.dir, ActorHome.ENVELOPE, envelope.buffer(), envelope.length());
        }
    }

    private void putIntoEnvelope(Home home, Message m) {
        envelope.clear();
        envelope.begin()
                .field("id", m.id())
                .field("name", m.name())
                .field("from", m.from())
                .field("to", home.id)
                .fieldOrNull("cause", m.cause())
                .field("inReplyTo", m.inReplyTo())
                .field("sentAt", m.sentAt())
                .field("attempt", m.attempt());
        if (!m.isInPlace()) {
            envelope.field("order", m.order());
        }
    }

    void finish(Home home, Effect.Finish e) {
        journal.done(e.id(), e.message(), e.tookNanos(), states.after(home));
        states.handled(home, e.message());
    }

    void stash(Home home, Effect.Stash e) {
        Message m = e.message();
        String file = new HeldBack(m, Aside.STASHED).fileName();
        try {
            switch (posix.move(home.drawer, e.file(), home.spool, file)) {
                case DONE -> {
                    journal.stashed(e.id(), m, e.tookNanos(), states.after(home));
                    states.handled(home, m);
                    inbox.echo(new Event.Stashed(e.id(), m));
                }
                case MISSING -> {
                    // somebody has taken it away: a scan finds that nothing is current
                }
                case OCCUPIED -> throw new IOException(file + " is there already: a copy made by hand?");
            }
            health.worked("stashing mail");
        } catch (IOException x) {
            health.failed("stashing mail", x);
        }
    }

    void unstash(Home home, Effect.Unstash e) {
        List<Message> released = new ArrayList<>();
        try {
            for (HeldBack stashed : e.stashed()) {
                Message m = stashed.message();
                if (posix.move(home.spool, stashed.fileName(), home.spool, m.fileName()) == Posix.Moved.DONE) {
                    journal.message("unstashed", e.id(), m);
                    released.add(m);
                }
            }
            FileStep.delete(home.drawer.file(e.file()));
            health.worked("unstashing mail");
        } catch (IOException x) {
            health.failed("unstashing mail", x);
        }
        if (!released.isEmpty()) {
            inbox.echo(new Event.Unstashed(e.id(), released));
        }
    }

    void giveBack(Home home, Effect.Return e) {
        Message m = e.message();
        try {
            switch (posix.move(home.spool, Root.CURRENT, home.spool, m.fileName())) {
                case DONE -> {
                    states.abandoned(home);
                    journal.message("returned", e.id(), m);
                    inbox.echo(new Event.Returned(e.id(), m));
                }
                case MISSING ->
                    inbox.echo(
                            home.isThere()
                                    ? new Event.CurrentGone(e.id())
                                    : new Event.Returned(e.id(), m)); // it went with the directory: not done
                case OCCUPIED -> throw new IOException(m.fileName() + " is there already: a copy made by hand?");
            }
            health.worked("returning mail");
        } catch (IOException x) {
            health.failed("returning mail", x);
        }
    }

    void poison(Home home, Effect.Poison e, Now now) {
        Message m = e.message();
        try {
            if (graveyard.bury(home, e, now)) {
                states.abandoned(home);
                LOG.warn("{}: message {} is poison: {}", e.id(), m.id(), e.detail());
                journal.write(
                        "dead",
                        line -> line.field("id", m.id())
                                .field("to", e.id())
                                .field("from", m.from())
                                .fieldOrNull("cause", m.cause())
                                .field("reason", "poison")
                                .field("name", m.name())
                                .field("attempts", m.attempt())
                                .field("detail", e.detail()));
                inbox.echo(new Event.Poisoned(e.id()));
            } else {
                inbox.echo(new Event.CurrentGone(e.id()));
            }
            health.worked("burying dead letters");
        } catch (IOException x) {
            health.failed("burying dead letters", x);
        }
    }

    void release(Home home, Effect.Release e) {
        try {
            sequence.use(SpoolName.numberOf(e.released().order()));
            String file = e.waiting().fileName();
            if (posix.move(home.spool, file, home.spool, e.released().fileName()) == Posix.Moved.DONE) {
                inbox.echo(new Event.Released(e.id(), e.waiting(), e.released()));
            } else {
                spools.list(home);
            }
        } catch (IOException x) {
            health.failed("delivering mail", x);
            inbox.echo(new Event.NotReleased(e.id(), e.waiting()));
        }
    }

    // ---- by hand ----------------------------------------------------------------------------------------------------

    void adopt(Home home, Effect.Adopt e, Now now) {
        Message m = e.message();
        try {
            Posix.Stat stat = posix.stat(home.spool, e.file());
            if (stat == null && !Dir.isUndecodable(e.file())) {
                return;
            }
            if (stat == null || stat.kind() != Posix.Kind.FILE) {
                String detail = "it was put into the spool of " + e.id() + " and is no regular file";
                bury(new Effect.Bury(null, e.file(), null, m.id(), null, 0, "not-a-file", detail), home.spool, now);
                return;
            }
            sequence.use(m.id());
            byte[] bytes = spools.read(home, e.file(), stat);
            Content body =
                    Json.inspect(bytes, bytes.length) == Json.Verdict.NOT_JSON ? null : Content.of(bytes, bytes.length);
            // what somebody is still writing gets another time than its file's, so that it is read again before it goes
            Message dated = m.sentAt(body == null ? now.wall() : FileTimes.instant(stat.modified()))
                    .content(Content.hash(bytes, bytes.length));
            String name = dated.fileName() + (e.aside() == null ? "" : e.aside().ending());
            if (posix.move(home.spool, e.file(), home.spool, name) == Posix.Moved.DONE) {
                journal.added(e.id(), dated, body);
                inbox.echo(e.aside() == null ? new Event.AddedByHand(e.id(), dated) : new Event.Stashed(e.id(), dated));
            }
            health.worked("taking in what was put into a spool");
        } catch (IOException x) {
            health.failed("taking in what was put into a spool", x);
        }
    }

    void noteChange(Effect.NoteChange e) {
        LOG.info("{}: message {} was {} by hand", e.id(), e.message().id(), e.event());
        journal.message(e.event(), e.id(), e.message());
    }

    /** Reports all that lies in an actor's drawer, oldest first, and then that this is all. */
    void sweep(Home home) {
        Dir drawer = home.drawer;
        search.begin(
                drawer,
                inbox.newBatch(),
                file -> {
                    inbox.addFound(
                            drawer,
                            file.batch(),
                            file.modified(),
                            file.name(),
                            () -> looks.atMail(drawer, home.id, file.name(), false));
                    return true;
                },
                count -> inbox.addBehindMail(home, () -> new Event.DrawerSwept(home.id)));
    }
}
