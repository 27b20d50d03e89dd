package actos.supervisor.shell.sense;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Hit;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Pauser;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.Wish;
import actos.protocol.journal.Recorded;
import actos.supervisor.core.Event;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.FileTimes;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Content;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Looks at one place and says what is there, as an event: the eyes of both the scanner and the watcher. Follows no link
 * and opens nothing but regular files. Used by the loop's thread.
 */
public final class Observation {
    private static final String EDITORS_BACKUP = Root.CURRENT + "~";
    private static final int LONGEST_STEP = 256;
    /** An empty file this young may be one that somebody is just writing. */
    private static final long FRESH_NANOS = 200_000_000;

    private final Posix posix;
    private final RequestReader requests;
    private final boolean accessTimesWork;
    private byte[] buffer = new byte[Recorded.MAX_BYTES];

    /** @param accessTimesWork whether reading a file can be told from its access time here */
    public Observation(Posix posix, RequestReader requests, boolean accessTimesWork) {
        this.posix = posix;
        this.requests = requests;
        this.accessTimesWork = accessTimesWork;
    }

    /** A request; null if there is none, or it is not complete yet. */
    Event atRequest(String file) {
        return requests.read(file);
    }

    /**
     * A file in {@code send/} or a drawer; null for what is none of ours.
     *
     * @param closed whether its writer is known to have closed it
     */
    public Event atMail(Dir dir, ActorId from, String file, boolean closed) {
        if (from != null && file.equals(Root.STASH)) {
            return atStash(dir, from);
        }
        OutgoingName name = null;
        String badName = null;
        try {
            name = OutgoingName.parse(file);
        } catch (Refused e) {
            badName = e.getMessage();
        }
        Posix.Stat stat;
        try {
            stat = posix.stat(dir, file);
        } catch (IOException e) { // the next scan looks again; newer ones of its pair must not overtake it
            return name == null ? null : new Event.NotTaken(from, file, name.to());
        }
        if (stat == null && !Dir.isUndecodable(file)) {
            return seen(from, file, name, Event.Content.GONE, null, null, null);
        }
        if (badName != null) {
            return stat != null && stat.kind() == Posix.Kind.DIRECTORY && from == null && ActorId.isValid(file)
                    ? null // a drawer
                    : seen(from, file, null, Event.Content.BAD_NAME, stat, null, badName);
        }
        if (stat.kind() != Posix.Kind.FILE) {
            String what = stat.kind() == Posix.Kind.DIRECTORY ? "a directory" : "a link, a FIFO or a device";
            return seen(from, file, name, Event.Content.NOT_A_FILE, stat, null, "it is " + what + ", not a file");
        }
        if (stat.size() > Json.MAX_BYTES) {
            String detail = "it has " + stat.size() + " bytes; " + Json.MAX_BYTES + " are allowed";
            return seen(from, file, name, Event.Content.TOO_BIG, stat, null, detail);
        }
        return content(dir, from, file, name, closed, stat);
    }

    private Event content(Dir dir, ActorId from, String file, OutgoingName name, boolean closed, Posix.Stat stat) {
        byte[] bytes = stat.size() <= buffer.length ? buffer : new byte[(int) stat.size()];
        int length;
        try {
            length = posix.read(dir, file, bytes);
        } catch (IOException e) {
            String detail = "it cannot be read: " + e.getMessage();
            return seen(from, file, name, Event.Content.NOT_JSON, stat, null, detail);
        }
        if (length < 0) {
            return seen(from, file, name, Event.Content.GONE, null, null, null);
        }
        Json.Verdict verdict = Json.inspect(bytes, length);
        if (verdict == Json.Verdict.NOT_JSON) {
            return seen(from, file, name, Event.Content.NOT_JSON, stat, null, Json.fault(bytes, length));
        }
        if (name.to().equals(ActorId.SUPERVISOR)) {
            return wish(from, file, name, stat, Arrays.copyOf(bytes, length));
        }
        Event.Content content =
                verdict == Json.Verdict.OPEN_NUMBER && !closed ? Event.Content.OPEN_NUMBER : Event.Content.COMPLETE;
        return seen(from, file, name, content, stat, Content.of(bytes, length), null);
    }

    /** The message that an actor has put back; null if it is taken already. */
    private Event atStash(Dir drawer, ActorId from) {
        try {
            Posix.Stat stat = posix.stat(drawer, Root.STASH);
            if (stat == null || stat.kind() == Posix.Kind.FILE) {
                return stat == null ? null : new Event.StashSeen(from, Root.STASH);
            }
            return seen(from, Root.STASH, null, Event.Content.BAD_NAME, stat, null, "it is no regular file");
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }

    /** A message to the supervisor itself. */
    private static Event wish(ActorId from, String file, OutgoingName name, Posix.Stat stat, byte[] json) {
        if (from == null) {
            String detail = "only an actor can ask something of the supervisor, from its own drawer";
            return seen(null, file, null, Event.Content.BAD_NAME, stat, null, detail);
        }
        try {
            return Wish.parse(json) instanceof Wish.Watch watch
                    ? new Event.WatchAsked(from, file, name.name(), watch.id(), watch.isAnswered())
                    : new Event.UnstashAsked(from, file);
        } catch (Refused e) {
            return seen(from, file, name, Event.Content.NOT_JSON, stat, null, e.getMessage());
        }
    }

    private static Event seen(
            ActorId from,
            String file,
            OutgoingName name,
            Event.Content content,
            Posix.Stat stat,
            Content body,
            String detail) {
        long fingerprint = stat == null ? 0 : stat.fingerprint();
        Instant sentAt = stat == null ? null : FileTimes.instant(stat.modified());
        return new Event.MailSeen(from, file, name, content, fingerprint, sentAt, body, detail);
    }

    /** A notice says that an actor's directory was deleted or moved: null if it is there, or there is no such actor. */
    Event atHome(Home home) {
        try {
            return home == null || home.isThere() ? null : new Event.DirectoryGone(home.id);
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }

    /** What was delivered to an actor; null if it is not there any more, which is noticed otherwise. */
    public Event atCurrent(Home home) {
        try {
            Posix.Stat current = posix.stat(home.spool, Root.CURRENT);
            return current != null && current.kind() == Posix.Kind.FILE ? seen(home, current) : null;
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }

    /** What {@code current} says of having been read. */
    Event seen(Home home, Posix.Stat current) {
        return new Event.CurrentSeen(home.id, !accessTimesWork || current.accessed() != 0);
    }

    /** A notice says that {@code current} was deleted: is there still a gap, and is no editor at work? */
    Event atGap(Home home) {
        boolean isBeingEdited = isBeingEdited(home); // asked first: it may be put back in between
        if (posix.exists(home.spool, Root.CURRENT)) {
            return null; // the next message stands there already, or an editor put it back
        }
        return isBeingEdited ? new Event.CurrentMissing(home.id) : new Event.CurrentGone(home.id);
    }

    private boolean isBeingEdited(Home home) {
        return posix.exists(home.spool, EDITORS_BACKUP);
    }

    /** The control file {@code restart}; null if there is none. */
    Event atRestart(Home home) {
        try {
            Posix.Stat stat = posix.stat(home.dir, ActorHome.RESTART);
            if (stat == null) {
                return null;
            }
            int length = stat.kind() == Posix.Kind.FILE ? posix.read(home.dir, ActorHome.RESTART, buffer) : 0;
            String path = new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
            return new Event.RestartRequested(home.id, path.isEmpty() ? null : Programs.find(path));
        } catch (Refused e) {
            return new Event.RestartBad(home.id, e.getMessage());
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }

    /**
     * The control file {@code paused}.
     *
     * @param dir the actor's, or the root for the system
     * @param id the actor, or null
     */
    public Event atPaused(Dir dir, ActorId id) {
        try {
            Posix.Stat stat = posix.stat(dir, ActorHome.PAUSED);
            if (stat == null) {
                return new Event.Resumed(id);
            }
            int length = stat.kind() == Posix.Kind.FILE ? posix.read(dir, ActorHome.PAUSED, buffer) : 0;
            Pauser pauser = id == null ? Pauser.parse(buffer, length) : null;
            if (pauser != null && pauser.hasLeftIt()) {
                return new Event.PauseLeft(pauser.by());
            }
            Hit hit = Hit.parse(buffer, length);
            String load = pauser != null && pauser.lives() ? pauser.load() : null;
            return hit == null
                    ? new Event.Paused(id, null, 0, load)
                    : new Event.Paused(id, hit.actor(), hit.message(), load);
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }

    /**
     * The control file {@code step}; null if there is none.
     *
     * @param closed whether its writer is known to have closed it; else one that is empty may still be written
     */
    Event atStep(Dir root, boolean closed) {
        try {
            Posix.Stat stat = posix.stat(root, Root.STEP);
            if (stat == null) {
                return null;
            }
            int length = stat.kind() == Posix.Kind.FILE ? posix.read(root, Root.STEP, buffer) : 0;
            if (length < 0 || length == 0 && !closed && isFresh(stat)) {
                return null;
            }
            String[] word = new String(buffer, 0, Math.min(length, LONGEST_STEP), StandardCharsets.UTF_8)
                    .strip()
                    .split("\\s+");
            return new Event.StepFound(word[0], word.length > 1 ? word[1] : null);
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }

    private static boolean isFresh(Posix.Stat stat) {
        long age = FileTimes.now() - stat.modified();
        return age >= 0 && age < FRESH_NANOS;
    }

    /** The control file {@code attach}; null if there is none. */
    Event atAttach(Home home) {
        try {
            Posix.Stat stat = posix.stat(home.dir, ActorHome.ATTACH);
            if (stat == null) {
                return null;
            }
            int length = stat.kind() == Posix.Kind.FILE ? posix.read(home.dir, ActorHome.ATTACH, buffer) : 0;
            String pid = new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
            return pid.matches("[1-9][0-9]{0,9}")
                    ? new Event.AttachRequested(home.id, Long.parseLong(pid))
                    : new Event.AttachBad(home.id, 0, "\"" + Names.printable(pid) + "\" is no process id");
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }

    /** The control file {@code stop}; null if there is none. */
    Event atStop(Home home) {
        try {
            Posix.Stat stat = posix.stat(home.dir, ActorHome.STOP);
            if (stat == null) {
                return null;
            }
            int length = stat.kind() == Posix.Kind.FILE ? posix.read(home.dir, ActorHome.STOP, buffer) : 0;
            String content = new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8);
            return new Event.StopRequested(home.id, content.strip().equals("now"));
        } catch (IOException e) {
            return null; // the next scan looks again
        }
    }
}
