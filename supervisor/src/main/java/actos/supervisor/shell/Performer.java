package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Durations;
import actos.protocol.FileStep;
import actos.protocol.Names;
import actos.protocol.Publish;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out effects: what concerns mail it leaves to {@link MailRoom}, what concerns pausing, stepping and attaching to
 * {@link Controls}; what concerns actors and requests it does itself. Used by the loop's thread.
 */
final class Performer {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Root root;
    private final Posix posix;
    private final Homes homes;
    private final Looks looks;
    private final Inbox inbox;
    private final MailRoom mail;
    private final Cradle cradle;
    private final Graveyard graveyard;
    private final Processes processes;
    private final Watcher watcher;
    private final Publisher publisher;
    private final Journal journal;
    private final Health health;
    private final Places places;
    private final Commits commits;
    private final Controls controls;
    private final SpoolFiles spools;
    private final StateFiles states;
    private final Herald herald;
    private final Newcomers newcomers;
    private final RootPlace place;
    private List<ActorId> left;

    /** @param watcher null where there are no notices */
    Performer(
            Root root,
            Places places,
            Posix posix,
            Homes homes,
            Looks looks,
            Inbox inbox,
            MailRoom mail,
            Cradle cradle,
            Graveyard graveyard,
            Processes processes,
            Watcher watcher,
            Publisher publisher,
            Journal journal,
            Health health,
            Commits commits,
            Controls controls,
            SpoolFiles spools,
            StateFiles states,
            Herald herald,
            Newcomers newcomers,
            RootPlace place) {
        this.root = root;
        this.posix = posix;
        this.homes = homes;
        this.looks = looks;
        this.inbox = inbox;
        this.mail = mail;
        this.cradle = cradle;
        this.graveyard = graveyard;
        this.processes = processes;
        this.watcher = watcher;
        this.publisher = publisher;
        this.journal = journal;
        this.health = health;
        this.commits = commits;
        this.controls = controls;
        this.spools = spools;
        this.states = states;
        this.places = places;
        this.herald = herald;
        this.newcomers = newcomers;
        this.place = place;
    }

    /** Whether the core has said that the supervisor ends. */
    boolean isExit() {
        return left != null;
    }

    /** Whom it leaves to the next one then. */
    List<ActorId> left() {
        return left;
    }

    void perform(Effect effect, Now now) {
        posix.release();
        if (isDoneByPath(effect) && !place.isThere()) {
            return; // it waits: the first scan after the root is back begins it anew
        }
        if (effect instanceof Effect.Take e) {
            mail.take(e);
        } else if (effect instanceof Effect.OfActor e) {
            Home home = homes.get(e.id());
            if (home != null) {
                perform(home, e, now);
            }
        } else if (effect instanceof Effect.Examine e) {
            mail.examine(e);
        } else if (effect instanceof Effect.Bury e) {
            mail.bury(e, homes.drawer(e.from()), now);
        } else if (effect instanceof Effect.Accept e) {
            accept(e, now);
        } else if (effect instanceof Effect.Refuse e) {
            refuse(e, now);
        } else if (effect instanceof Effect.Plant e) {
            plant(e, now);
        } else if (effect instanceof Effect.LinkChild e) {
            link(e.parent(), e.child(), true);
        } else if (effect instanceof Effect.UnlinkChild e) {
            link(e.parent(), e.child(), false);
        } else if (effect instanceof Effect.NoteMisplaced e) {
            newcomers.wasJudged(e.id(), e.why());
        } else if (effect instanceof Effect.TakeIn e) {
            takeIn(e, now);
        } else if (effect instanceof Effect.TakeStep e) {
            controls.takeStep(e);
        } else if (effect instanceof Effect.NoteStep e) {
            controls.noteStep(e);
        } else if (effect instanceof Effect.Pause e) {
            controls.pause(e, now);
        } else if (effect instanceof Effect.NotePaused e) {
            controls.notePaused(e.id());
        } else if (effect instanceof Effect.NoteLoading e) {
            journal.loading(e.image());
        } else if (effect instanceof Effect.EndPause e) {
            controls.endPause(e);
        } else if (effect instanceof Effect.NoteResumed e) {
            controls.noteResumed(e.id());
        } else if (effect instanceof Effect.SetAside e) {
            setAside(e.id());
        } else if (effect instanceof Effect.Exit e) {
            left = e.left();
        } else {
            throw new IllegalArgumentException(effect.toString());
        }
    }

    /** Rather than in directories that are open: what lies at the root's path may be another one by now. */
    private static boolean isDoneByPath(Effect effect) {
        return effect instanceof Effect.Accept
                || effect instanceof Effect.Refuse
                || effect instanceof Effect.Plant
                || effect instanceof Effect.TakeIn
                || effect instanceof Effect.Bury
                || effect instanceof Effect.Poison
                || effect instanceof Effect.BuryActor;
    }

    private void perform(Home home, Effect.OfActor effect, Now now) {
        if (effect instanceof Effect.Deliver e) {
            mail.deliver(home, e);
        } else if (effect instanceof Effect.Finish e) {
            mail.finish(home, e);
        } else if (effect instanceof Effect.Check e) {
            mail.check(home, e);
        } else if (effect instanceof Effect.ReadState e) {
            states.read(home, e);
        } else if (effect instanceof Effect.Poison e) {
            mail.poison(home, e, now);
        } else if (effect instanceof Effect.Release e) {
            mail.release(home, e);
        } else if (effect instanceof Effect.Stash e) {
            mail.stash(home, e);
        } else if (effect instanceof Effect.Unstash e) {
            mail.unstash(home, e);
        } else if (effect instanceof Effect.Return e) {
            mail.giveBack(home, e);
        } else if (effect instanceof Effect.Adopt e) {
            mail.adopt(home, e, now);
        } else if (effect instanceof Effect.Introduce e) {
            mail.introduce(home, e);
        } else if (effect instanceof Effect.NoteChange e) {
            mail.noteChange(e);
        } else if (effect instanceof Effect.LookAtCurrent) {
            inbox.add(home, () -> looks.atCurrent(home));
        } else if (effect instanceof Effect.ListSpool) {
            spools.list(home);
        } else if (effect instanceof Effect.SweepDrawer) {
            mail.sweep(home);
        } else if (effect instanceof Effect.SettleCommit) {
            settleCommit(home);
        } else if (effect instanceof Effect.Start e) {
            start(home, e);
        } else if (effect instanceof Effect.LookAtStart e) {
            inbox.add(home, () -> processes.atStart(home, e.pid()));
        } else if (effect instanceof Effect.Signal) {
            processes.signal(home);
        } else if (effect instanceof Effect.Terminate) {
            processes.terminate(home);
        } else if (effect instanceof Effect.Kill) {
            processes.kill(home);
        } else if (effect instanceof Effect.ClearGroup) {
            processes.clearGroup(home, now.nanos());
        } else if (effect instanceof Effect.NoteReady e) {
            noteReady(e);
        } else if (effect instanceof Effect.NoteStopping e) {
            noteStopping(e);
        } else if (effect instanceof Effect.NoteRestart e) {
            noteRestart(home, e);
        } else if (effect instanceof Effect.NoteGivenUp e) {
            LOG.warn("{}: {}", e.id(), e.why());
            journal.write("gaveUp", line -> line.field("actor", e.id()).field("why", e.why()));
        } else if (effect instanceof Effect.RefuseRestart e) {
            refuseRestart(home, e);
        } else if (effect instanceof Effect.NotePending e) {
            notePending(home, e);
        } else if (effect instanceof Effect.Tell e) {
            herald.tell(home, e);
        } else if (effect instanceof Effect.TellGone e) {
            herald.tellGone(home, e);
        } else if (effect instanceof Effect.Watch e) {
            herald.watch(home, e);
        } else if (effect instanceof Effect.BuryActor e) {
            buryActor(home, e, now);
        } else if (effect instanceof Effect.Attach e) {
            controls.attach(home, e);
        } else if (effect instanceof Effect.RefuseAttach e) {
            controls.refuseAttach(home, e);
        } else if (effect instanceof Effect.Detach e) {
            controls.detach(home, e);
        } else {
            throw new IllegalArgumentException(effect.toString());
        }
    }

    private void accept(Effect.Accept e, Now now) {
        ActorId id = e.id();
        Optional<ActorId> taken = occupied(e.spec());
        if (taken.isPresent()) {
            inbox.echo(new Event.IdTaken(e.request(), e.spec(), taken.get()));
            return;
        }
        try {
            ActorSpec spec = e.spec().resolved(id, e.spec().path());
            make(root.spawn().resolve(e.request() + ".json"), id, spec, e.request(), now);
            inbox.echo(new Event.Accepted(id, spec, e.request()));
            health.worked("accepting requests");
        } catch (FileAlreadyExistsException x) {
            inbox.echo(new Event.IdTaken(e.request(), e.spec(), id));
        } catch (NoSuchFileException x) {
            LOG.info("request {}: it was taken away", Names.printable(e.request()));
        } catch (IOException x) {
            health.failed("accepting requests", x);
        }
    }

    /** A child whose directory is there already, whosever it is. */
    private Optional<ActorId> occupied(ActorSpec spec) {
        return spec.supervision().children().stream()
                .flatMap(child -> Files.exists(root.actor(child.id()).dir(), LinkOption.NOFOLLOW_LINKS)
                        ? Stream.of(child.id())
                        : occupied(child).stream())
                .findFirst();
    }

    private void make(Path request, ActorId id, ActorSpec spec, String name, Now now) throws IOException {
        Home home = homes.add(id, cradle.make(request, id, spec, now));
        home.journalledState = (spec.state() + "\n").getBytes(StandardCharsets.UTF_8);
        watch(home);
        LOG.info("{}: accepted, {}", id, spec.manual() ? "manual" : spec.isGroup() ? "a group" : spec.path());
        journal.write("accepted", line -> {
            line.field("actor", id).field("request", name).field("manual", spec.manual());
            if (spec.supervision().parent() != null) {
                line.field("parent", spec.supervision().parent());
            }
        });
    }

    private void plant(Effect.Plant e, Now now) {
        String task = "making running/" + e.id();
        try {
            make(null, e.id(), e.spec(), null, now);
            inbox.echo(new Event.Planted(e.id()));
            health.worked(task);
        } catch (IOException x) {
            health.failed(task, x);
        }
    }

    private void link(ActorId parent, ActorId child, boolean isThere) {
        Home home = homes.get(parent);
        String task = "showing the children of " + parent;
        try {
            if (home != null) {
                Links.show(new ActorHome(posix.open(home.dir)), child, isThere);
                health.worked(task);
            }
        } catch (IOException x) {
            health.failed(task, x); // nothing depends on it
        }
    }

    /** From now on its doings are noticed, where there are notices. */
    void watch(Home home) {
        if (watcher != null) {
            watcher.watch(home);
        }
    }

    private void refuse(Effect.Refuse e, Now now) {
        String request =
                e.file().endsWith(".json") ? e.file().substring(0, e.file().length() - 5) : e.file();
        try {
            if (graveyard.bury(places.spawn, e, now)) {
                LOG.warn("request {} refused: {}", Names.printable(request), e.detail());
                journal.write(
                        "refused",
                        line -> line.field("request", request)
                                .field("field", e.field())
                                .field("detail", e.detail()));
            }
            health.worked("refusing requests");
        } catch (IOException x) {
            health.failed("refusing requests", x);
        }
    }

    private void start(Home home, Effect.Start e) {
        if (!place.isThere()) { // whatever lies at its path now is not its own
            inbox.echo(new Event.StartFailed(e.id(), "it could not be started: its root was moved", true));
            return;
        }
        try {
            Posix.Stat asked = null;
            if (e.beginning() != Effect.Beginning.FIRST) {
                asked = posix.stat(home.dir, ActorHome.RESTART);
                cradle.prepareAgain(home, e.spec(), e.beginning() == Effect.Beginning.ANEW);
            }
            processes.start(home, Programs.runnable(e.spec()));
            Publish.rewrite(home.paths.pid(), (home.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            if (asked != null && asked.equals(posix.stat(home.dir, ActorHome.RESTART))) {
                FileStep.vacate(home.paths.restart()); // a later wish stays
                states.pardon(home);
            }
            journal.write("started", line -> line.field("actor", e.id()).field("pid", home.pid()));
            inbox.echo(new Event.Started(e.id(), home.pid()));
        } catch (IOException x) {
            String why = "it could not be started: " + Errors.sentence(x);
            inbox.echo(new Event.StartFailed(e.id(), why, Errors.isPassing(x) || !place.isThere()));
        } catch (Refused x) { // its program is not there any more
            String why = "it could not be started: " + x.getMessage();
            inbox.echo(new Event.StartFailed(e.id(), why, !place.isThere()));
        }
    }

    private void settleCommit(Home home) {
        String task = "settling what " + home.id + " has committed";
        try {
            commits.settle(home);
            inbox.echo(new Event.CommitSettled(home.id));
            health.worked(task);
        } catch (IOException x) {
            health.failed(task, x);
        }
    }

    private void takeIn(Effect.TakeIn e, Now now) {
        try {
            Cradle.Taken taken = cradle.takeIn(e.id(), e.spec(), e.isCopy(), now);
            Home home = homes.add(e.id(), taken.inode());
            watch(home);
            LOG.info("{}: found in running, {}", e.id(), e.isCopy() ? "a copy" : "moved there");
            journal.write(
                    e.isCopy() ? "cloned" : "revived",
                    line -> line.field("actor", e.id()).field("from", taken.from()));
            inbox.echo(looks.atPaused(home.dir, home.id)); // before anything can be delivered
            inbox.echo(new Event.TakenIn(e.id(), e.spec(), e.isCopy(), taken.waiting(), taken.held(), taken.before()));
            newcomers.wasJudged(e.id(), null);
            health.worked("taking in running/" + e.id());
        } catch (IOException x) {
            health.failed("taking in running/" + e.id(), x);
        }
    }

    private void refuseRestart(Home home, Effect.RefuseRestart e) {
        try {
            FileStep.vacate(home.paths.restart());
            LOG.warn("{}: restart refused: {}", e.id(), e.detail());
            journal.write("restartRefused", line -> line.field("actor", e.id()).field("detail", e.detail()));
            health.worked("refusing a restart");
        } catch (IOException x) {
            health.failed("refusing a restart", x);
        }
    }

    private void noteReady(Effect.NoteReady e) {
        journal.write("ready", line -> line.field("actor", e.id()).field("tookMs", e.tookNanos() / 1_000_000));
    }

    /** A group is about to start again, which answers the wish. What has a process answers it when that was started. */
    private void answerRestart(Home home, Effect.End end) {
        if (end.pid() == 0) {
            try {
                FileStep.vacate(home.paths.restart());
            } catch (IOException x) {
                LOG.warn("{}: its control file restart stays: {}", home.id, Errors.sentence(x));
            }
        }
    }

    private void noteRestart(Home home, Effect.NoteRestart e) {
        answerRestart(home, e.end());
        long millis = e.inNanos() / 1_000_000;
        String when = millis == 0 ? "now" : "in " + Durations.format(Duration.ofMillis(millis));
        LOG.info("{}: ended: {}; started again {}", e.id(), e.end().why(), when);
        noteExit(e.id(), e.end());
        journal.write(
                "restarting",
                line -> line.field("actor", e.id()).field("inMs", millis).field("restarts", e.restarts()));
    }

    private void notePending(Home home, Effect.NotePending e) {
        answerRestart(home, e.end());
        LOG.info("{}: ended: {}; waits for its turn", e.id(), e.end().why());
        noteExit(e.id(), e.end());
        journal.write("pending", line -> line.field("actor", e.id()));
    }

    private void noteExit(ActorId id, Effect.End end) {
        journal.write("exited", line -> {
            line.field("actor", id).fieldOrNull("pid", end.pid());
            if (end.code() == null) {
                line.field("code", (String) null);
            } else {
                line.field("code", end.code());
            }
            line.field("signal", end.signal()).field("why", end.why());
        });
    }

    private void noteStopping(Effect.NoteStopping e) {
        LOG.info("{}: stopping: {}", e.id(), e.why());
        journal.write("stopping", line -> line.field("actor", e.id()).field("why", e.why()));
    }

    private void buryActor(Home home, Effect.BuryActor e, Now now) {
        try {
            if (home.isThere()) {
                publisher.publishLast(home, now);
            }
            Path grave = graveyard.bury(home, e, now);
            String place = grave == null ? null : grave.getFileName().toString();
            LOG.info("{}: ended: {}", e.id(), e.end().why());
            noteExit(e.id(), e.end());
            journal.write("buried", line -> line.field("actor", e.id()).field("grave", place));
            leave(home);
            inbox.echo(new Event.Buried(e.id()));
            health.ended(e.id());
        } catch (IOException x) {
            health.failed("burying " + e.id(), x);
        }
    }

    private void setAside(ActorId id) {
        Home home = homes.get(id);
        homes.setAside(id);
        if (home != null) {
            leave(home);
        }
    }

    /** From now on nobody looks at it any more. */
    private void leave(Home home) {
        processes.forget(home);
        if (watcher != null) {
            watcher.unwatch(home);
        }
        homes.remove(home);
        posix.forget(home.dir);
        posix.forget(home.spool);
    }
}
