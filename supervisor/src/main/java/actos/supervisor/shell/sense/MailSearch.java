package actos.supervisor.shell.sense;

import actos.protocol.Names;
import actos.protocol.Root;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Lists directories that anybody may fill, a bounded number of files per turn, so that a million of them stops nothing
 * else. What is found goes into the inbox, oldest first. Used by the loop's thread.
 */
public final class MailSearch {
    /** The count of a directory that cannot be listed. */
    static final int UNKNOWN = Integer.MAX_VALUE;

    private static final int FILES_PER_TURN = 4000;

    /**
     * A file that was found.
     *
     * @param batch of the listing, for the inbox
     * @param modified nanoseconds since 1970
     */
    record Entry(long batch, String name, long modified, boolean isDirectory) {}

    private static final class Search {
        final Dir dir;
        final long batch;
        final Predicate<Entry> found;
        final IntConsumer whenDone;
        int count;
        DirectoryStream<Path> stream;
        Iterator<Path> rest;

        Search(Dir dir, long batch, Predicate<Entry> found, IntConsumer whenDone) {
            this.dir = dir;
            this.batch = batch;
            this.found = found;
            this.whenDone = whenDone;
        }
    }

    private final Posix posix;
    private final Inbox inbox;
    private final Health health;
    private final ArrayDeque<Search> underWay = new ArrayDeque<>();

    public MailSearch(Posix posix, Inbox inbox, Health health) {
        this.posix = posix;
        this.inbox = inbox;
        this.health = health;
    }

    /**
     * Begins to list a directory; {@link #goOn} does it.
     *
     * @param batch listings of the same number are put in one order
     * @param found what to do with each file whose name is not left alone; whether it counts
     * @param whenDone what to do at the end with their count; {@link #UNKNOWN} if the directory cannot be listed
     */
    void begin(Dir dir, long batch, Predicate<Entry> found, IntConsumer whenDone) {
        inbox.beginListing(dir);
        underWay.addLast(new Search(dir, batch, found, whenDone));
    }

    /** This turn's share of listing. */
    public void goOn() {
        int budget = FILES_PER_TURN;
        while (budget > 0 && !underWay.isEmpty()) {
            Search search = underWay.peekFirst();
            budget = goOn(search, budget - 1);
            if (budget > 0) {
                underWay.remove(search);
                search.whenDone.accept(search.count);
                inbox.endListing(search.dir);
            }
        }
    }

    /** What is left of the budget: nothing while there is more to list. */
    @SuppressWarnings("StreamResourceLeak") // it is closed at the end of the search, some turns later
    private int goOn(Search search, int budget) {
        int left = Math.max(1, budget);
        posix.release();
        try {
            Path dir = posix.open(search.dir); // the one of an earlier turn may be another's by now
            if (search.stream == null) {
                search.stream = Files.newDirectoryStream(dir);
                search.rest = search.stream.iterator();
            }
            while (search.rest.hasNext()) {
                if (left == 0) {
                    return 0;
                }
                left--;
                look(search, dir.resolve(search.rest.next().getFileName()));
            }
            search.stream.close();
            health.worked(Task.LISTING, search.dir);
        } catch (NoSuchFileException e) {
            close(search); // it is gone, and what was in it
        } catch (IOException | DirectoryIteratorException e) {
            health.failed(Task.LISTING, search.dir, e);
            close(search);
            search.count = UNKNOWN;
        }
        return Math.max(1, left);
    }

    private static void close(Search search) {
        try {
            if (search.stream != null) {
                search.stream.close();
            }
        } catch (IOException e) {
            // it was only read
        }
    }

    private static void look(Search search, Path path) throws IOException {
        String name = path.getFileName().toString();
        if (Names.leftAlone(name)) {
            return;
        }
        try {
            BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean isStash = name.equals(Root.STASH); // as old as the message, and the last that its handler has done
            long modified = isStash ? Long.MAX_VALUE : a.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            if (search.found.test(new Entry(search.batch, name, modified, a.isDirectory()))) {
                search.count++;
            }
        } catch (NoSuchFileException e) {
            // taken away while we looked
        }
    }
}
