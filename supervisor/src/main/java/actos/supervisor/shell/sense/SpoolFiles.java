package actos.supervisor.shell.sense;

import actos.protocol.Aside;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.journal.Recorded;
import actos.supervisor.core.Event;
import actos.supervisor.core.Message;
import actos.supervisor.posix.FileTimes;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Content;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what people have done to waiting messages: which files lie in a spool, and what is in them by now. Changes
 * nothing, but that it makes room where no message stands for one. Used by the loop's thread.
 */
public final class SpoolFiles {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int MOST_READINGS = 5;
    private static final String JSON = ".json";
    private static final String BACKUP = "~";
    /** A file that came to its name so lately may be an editor's, which takes or replaces a message with it. */
    private static final long FRESH_NANOS = 200_000_000;

    private final Posix posix;
    private final Homes homes;
    private final Inbox inbox;
    private final Journal journal;
    private final Health health;
    private byte[] whole = new byte[Recorded.MAX_BYTES];
    /** Whether the last listing has found what an editor may be at. */
    private boolean unsettled;

    public SpoolFiles(Shared shared) {
        this.posix = shared.posix();
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.journal = shared.journal();
        this.health = shared.health();
    }

    /** Lists all spools that have changed since they were listed. */
    public void followAll() {
        for (Home home : homes.living()) {
            try {
                Posix.Stat spool = posix.stat(home.spool, ".");
                if (spool != null && home.spoolMemory.isDue(spool.changed(), System.nanoTime())) {
                    follow(home, spool);
                }
            } catch (IOException x) {
                home.spoolMemory.forget();
                health.failed(Task.LISTING_SPOOL, home.id, x);
            }
        }
    }

    /** Lists a spool that looks like this, and remembers that. */
    void follow(Home home, Posix.Stat spool) {
        long wall = FileTimes.now();
        long start = System.nanoTime();
        if (list(home)) {
            home.spoolMemory.listed(spool.changed(), wall, start, System.nanoTime());
        } else {
            unsettled = true;
        }
        if (unsettled) {
            home.spoolMemory.forget(); // it need not change to be listed again
        }
    }

    /**
     * Reports what lies in the spool. A file that is renamed while a directory is read may not be seen at all, and would
     * count as dropped: so it is read until two readings agree, or somebody seems to rename without end. False if it cannot
     * be read now.
     */
    public boolean list(Home home) {
        try {
            Set<String> files = names(home);
            Set<String> before = Set.of();
            for (int reading = 1; reading < MOST_READINGS && !files.equals(before); reading++) {
                before = files;
                files = names(home);
            }
            if (home.spoiled != null && !files.contains(home.spoiled) && !files.contains(home.spoiled + BACKUP)) {
                tellSound(home); // it was dropped or held
            }
            inbox.echo(new Event.SpoolListed(home.id, List.copyOf(files)));
            health.worked(Task.LISTING_SPOOL, home.id);
            return true;
        } catch (NoSuchFileException x) {
            return false; // the actor's directory is gone: the scan will say so
        } catch (IOException | UncheckedIOException x) {
            health.failed(Task.LISTING_SPOOL, home.id, x);
            return false;
        }
    }

    /** A link or a FIFO in the slot is no message: it is treated as one that was put into the spool. */
    public void setAsideCurrent(Home home) throws IOException {
        String name = Root.CURRENT + "-" + MessageName.fresh() + ".json";
        posix.move(home.spool, Root.CURRENT, home.spool, name);
        list(home);
    }

    /**
     * The messages by their names; with them a fresh {@code …json~} where its message is not there, since an editor is
     * about to put it back. A fresh file of another name may be an editor's, too, and is left out until it is older.
     */
    private Set<String> names(Home home) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        List<String> others = new ArrayList<>();
        try (Stream<Path> list = Files.list(posix.open(home.spool))) {
            list.map(p -> p.getFileName().toString())
                    .filter(name -> !name.equals(Root.CURRENT))
                    .forEach(name -> {
                        boolean isLeftAlone = Names.leftAlone(name);
                        if (isLeftAlone ? isHeldBack(name) : name.endsWith(JSON)) {
                            names.add(name);
                        } else if (!isLeftAlone || name.endsWith(JSON + BACKUP)) {
                            others.add(name);
                        }
                    });
        }
        unsettled = false;
        for (String name : others) {
            boolean isFresh = isFresh(home, name);
            boolean isBackup = name.endsWith(BACKUP);
            unsettled |= isFresh;
            if (isBackup ? isFresh && !names.contains(messageOf(name)) : !isFresh) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isHeldBack(String name) {
        return Aside.of(name) != null && Aside.plain(name).endsWith(JSON);
    }

    private static String messageOf(String backup) {
        return backup.substring(0, backup.length() - BACKUP.length());
    }

    private boolean isFresh(Home home, String name) throws IOException {
        Posix.Stat stat = posix.stat(home.spool, name);
        long age = stat == null ? -1 : FileTimes.now() - stat.changed();
        return age >= 0 && age < FRESH_NANOS;
    }

    /** Whether an editor has renamed the message, which is not there, and is about to write it anew. */
    public boolean isBeingEdited(Home home, String file) throws IOException {
        return isFresh(home, file + BACKUP);
    }

    /**
     * The message with the content that it has now, which goes to the journal if it was changed since it was taken; null
     * if that is no JSON, so that it waits for whoever is writing it.
     */
    public Message asItIs(Home home, String file, Message m) throws IOException {
        Posix.Stat stat = posix.stat(home.spool, file);
        if (stat == null && isBeingEdited(home, file)) {
            tellSpoiled(home, file, "message " + m.id() + " is being edited");
            return null;
        }
        if (stat == null || FileTimes.isFrom(m.sentAt(), stat.modified()) && stat.kind() == Posix.Kind.FILE) {
            tellSound(home);
            return m;
        }
        if (stat.kind() != Posix.Kind.FILE) {
            tellSpoiled(home, file, "message " + m.id() + " is no regular file any more");
            return null;
        }
        int length = readWhole(home, file, stat);
        if (Json.inspect(whole, length) == Json.Verdict.NOT_JSON) {
            tellSpoiled(home, file, "message " + m.id() + " is " + Json.fault(whole, length));
            return null;
        }
        tellSound(home);
        long hash = Content.hash(whole, length);
        if (hash != m.content()) {
            LOG.info("{}: message {} was edited {}", home.id, m.id(), journal.changer());
            journal.edited(home.id, m, Content.whole(whole, length));
        }
        return m.content(hash);
    }

    private void tellSpoiled(Home home, String file, String why) {
        home.spoiled = file;
        health.failed(Task.DELIVERING_NEXT, home.id, new Refused(null, why));
        inbox.echo(new Event.NotDelivered(home.id, why));
    }

    private void tellSound(Home home) {
        if (home.spoiled != null) {
            home.spoiled = null;
            health.worked(Task.DELIVERING_NEXT, home.id);
        }
    }

    /** The content for the journal: all of it, if that was too much to remember while the message was looked at. */
    public Content journalled(Home home, String file, Content content) throws IOException {
        if (!content.isOnlyKnown()) {
            return content;
        }
        Posix.Stat stat = posix.stat(home.spool, file);
        int length = stat == null ? 0 : readWhole(home, file, stat);
        Content read = Content.whole(whole, length);
        return read.hash() == content.hash() ? read : content; // else somebody has changed it since
    }

    /** A file of a spool that looks like this, as far as a message may be long. */
    public byte[] read(Home home, String file, Posix.Stat stat) throws IOException {
        return Arrays.copyOf(whole, readWhole(home, file, stat));
    }

    /** Reads a file into {@link #whole}; how long it is. */
    private int readWhole(Home home, String file, Posix.Stat stat) throws IOException {
        if (stat.size() > whole.length) {
            whole = new byte[(int) Math.min(stat.size(), Json.MAX_BYTES)];
        }
        return Math.max(0, posix.read(home.spool, file, whole));
    }
}
