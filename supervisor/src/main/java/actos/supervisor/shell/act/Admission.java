package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Names;
import actos.protocol.Root;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.Contents;
import actos.protocol.journal.Recorded;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.HeldBack;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Places;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.sense.AddedDirectories;
import actos.supervisor.shell.sense.Observation;
import actos.supervisor.shell.sense.QuestionFiles;
import actos.supervisor.shell.sense.StateFiles;
import actos.supervisor.shell.sense.Watcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How actors come to be: from requests in {@code spawn/}, from their parents' specifications, and from directories that
 * somebody has put into {@code running/}. Used by the loop's thread.
 */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Root root;
    private final Posix posix;
    private final Places places;
    private final Homes homes;
    private final Inbox inbox;
    private final Journal journal;
    private final Observation observation;
    private final ActorCreation actorCreation;
    private final ActorImport actorImport;
    private final Graveyard graveyard;
    private final StateFiles states;
    private final Watcher watcher;
    private final AddedDirectories addedDirectories;

    /** @param watcher null where there are no notices */
    public Admission(
            Shared shared,
            Observation observation,
            ActorCreation actorCreation,
            ActorImport actorImport,
            Graveyard graveyard,
            StateFiles states,
            Watcher watcher,
            AddedDirectories addedDirectories) {
        this.root = shared.root();
        this.posix = shared.posix();
        this.places = shared.places();
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.journal = shared.journal();
        this.observation = observation;
        this.actorCreation = actorCreation;
        this.actorImport = actorImport;
        this.graveyard = graveyard;
        this.states = states;
        this.watcher = watcher;
        this.addedDirectories = addedDirectories;
    }

    Outcome accept(Effect.Accept e, Now now) throws IOException {
        ActorId id = e.id();
        Optional<ActorId> taken = occupied(e.spec());
        if (taken.isPresent()) {
            inbox.echo(new Event.IdTaken(e.request(), e.spec(), taken.get()));
            return Outcome.NOT_DONE;
        }
        try {
            ActorSpec spec = e.spec().resolved(id, e.spec().path());
            make(root.spawn().resolve(e.request() + ".json"), id, spec, e.request(), now);
            inbox.echo(new Event.Accepted(id, spec, e.request()));
            return Outcome.TOLD;
        } catch (FileAlreadyExistsException x) {
            inbox.echo(new Event.IdTaken(e.request(), e.spec(), id));
        } catch (NoSuchFileException x) {
            LOG.info("request {}: it was taken away", Names.printable(e.request()));
        }
        return Outcome.NOT_DONE;
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
        Home home = homes.add(id, actorCreation.make(request, id, spec, now));
        home.state.journalled = (spec.state() + "\n").getBytes(StandardCharsets.UTF_8);
        watch(home);
        LOG.info("{}: accepted, {}", id, spec.manual() ? "manual" : spec.isGroup() ? "a group" : spec.path());
        journal.write(new ActorEvents.Accepted(
                id,
                name,
                spec.manual(),
                spec.supervision().parent(),
                journal.contents(spec.bytes(), home.state.journalled, null, Recorded.MAX_BYTES)));
    }

    Outcome plant(Effect.Plant e, Now now) throws IOException {
        make(null, e.id(), e.spec(), null, now);
        return Outcome.DONE;
    }

    Outcome takeIn(Effect.TakeIn e, Now now) throws IOException {
        ActorImport.Taken taken = actorImport.takeIn(e.id(), e.spec(), e.isCopy(), now);
        Home home = homes.add(e.id(), taken.inode());
        watch(home);
        LOG.info("{}: found in running, {}", e.id(), e.isCopy() ? "a copy" : "moved there");
        note(e, home, taken);
        inbox.echo(observation.atPaused(home.dir, home.id)); // before anything can be delivered
        inbox.echo(new Event.TakenIn(e.id(), e.spec(), e.isCopy(), taken.waiting(), taken.held(), taken.before()));
        addedDirectories.wasJudged(e.id(), null);
        return Outcome.TOLD;
    }

    private void note(Effect.TakeIn e, Home home, ActorImport.Taken taken) {
        Contents contents =
                journal.contents(e.spec().bytes(), states.known(home), QuestionFiles.all(home), Recorded.MAX_BYTES);
        journal.write(
                e.isCopy()
                        ? new ActorEvents.Cloned(e.id(), taken.from(), contents)
                        : new ActorEvents.Revived(e.id(), taken.from(), contents));
        Stream<String> waiting = taken.waiting().stream().map(Message::fileName);
        Stream<String> held = taken.held().stream().map(HeldBack::fileName);
        journal.mail(e.id(), Stream.concat(waiting, held).toList());
    }

    /** A directory in {@code running/} that can have no place in a tree. */
    Outcome noteMisplaced(Effect.NoteMisplaced e, Now now) {
        addedDirectories.wasJudged(e.id(), e.why());
        return Outcome.TOLD;
    }

    Outcome refuse(Effect.Refuse e, Now now) throws IOException {
        String request =
                e.file().endsWith(".json") ? e.file().substring(0, e.file().length() - 5) : e.file();
        if (graveyard.bury(places.spawn, e, now)) {
            LOG.warn("request {} refused: {}", Names.printable(request), e.detail());
            journal.write(new ActorEvents.Refused(request, e.field(), e.detail()));
        }
        return Outcome.TOLD;
    }

    Outcome link(Effect.LinkChild e, Now now) throws IOException {
        return show(e.parent(), e.child(), true);
    }

    Outcome unlink(Effect.UnlinkChild e, Now now) throws IOException {
        return show(e.parent(), e.child(), false);
    }

    private Outcome show(ActorId parent, ActorId child, boolean isThere) throws IOException {
        Home home = homes.get(parent);
        if (home == null) {
            return Outcome.NOT_DONE;
        }
        ChildLinks.show(new ActorHome(posix.open(home.dir)), child, isThere);
        return Outcome.TOLD;
    }

    /** From now on its doings are noticed, where there are notices. */
    public void watch(Home home) {
        if (watcher != null) {
            watcher.watch(home);
        }
    }
}
