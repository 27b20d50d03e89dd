package actos.supervisor.posix;

import actos.protocol.FileStep;
import actos.protocol.RegularFile;
import actos.protocol.Signals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The same with what Java has, for machines where the native library cannot be loaded: no notices, and a forked
 * {@code kill} for each signal. Used by the loop's thread; {@link #wake} by any.
 */
public final class PlainPosix implements Posix {
    private static final long LOOK_FOR_SIGNALS_EVERY = 100_000_000;

    private final Semaphore wakeUps = new Semaphore(0);
    private boolean hasSignals;
    /** What was told and still waits, since nobody here can take it from the kernel. */
    private long told;

    @Override
    public Path open(Dir dir) throws IOException {
        if (!Files.isDirectory(dir.path, LinkOption.NOFOLLOW_LINKS)) {
            throw Files.exists(dir.path, LinkOption.NOFOLLOW_LINKS)
                    ? new NotDirectoryException(dir.toString())
                    : new NoSuchFileException(dir.toString());
        }
        return dir.path;
    }

    @Override
    public void release() {
        // nothing is kept
    }

    @Override
    public void forget(Dir dir) {
        // nothing is kept
    }

    @Override
    public IOException shortage() {
        return null; // whoever fails says so
    }

    @Override
    public Stat stat(Dir dir, String name) throws IOException {
        try {
            Map<String, Object> a = Files.readAttributes(
                    dir.file(name),
                    "unix:isRegularFile,isDirectory,size,ino,lastModifiedTime,ctime,lastAccessTime,uid",
                    LinkOption.NOFOLLOW_LINKS);
            Kind kind = Boolean.TRUE.equals(a.get("isRegularFile"))
                    ? Kind.FILE
                    : Boolean.TRUE.equals(a.get("isDirectory")) ? Kind.DIRECTORY : Kind.OTHER;
            return new Stat(
                    kind,
                    (Long) a.get("size"),
                    (Long) a.get("ino"),
                    ((FileTime) a.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                    ((FileTime) a.get("ctime")).to(TimeUnit.NANOSECONDS),
                    ((FileTime) a.get("lastAccessTime")).to(TimeUnit.NANOSECONDS),
                    (Integer) a.get("uid"));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public boolean exists(Dir dir, String name) {
        return Files.exists(dir.file(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public int read(Dir dir, String name, byte[] into) throws IOException {
        try (FileChannel in = RegularFile.open(dir.file(name))) {
            ByteBuffer buffer = ByteBuffer.wrap(into);
            while (buffer.hasRemaining() && in.read(buffer) >= 0) {
                // until full or at the end
            }
            return buffer.position();
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    @Override
    public byte[] readAll(Path file, int most) throws IOException {
        return RegularFile.read(file, most);
    }

    @Override
    public byte[] readEnd(Path file, int most) throws IOException {
        return RegularFile.tail(file, most);
    }

    @Override
    public void overwrite(Dir dir, String name, byte[] bytes, int length) throws IOException {
        FileStep.beforeGrowing("write", name);
        try (FileChannel out = FileStep.open(dir.file(name))) {
            out.write(ByteBuffer.wrap(bytes, 0, length), 0);
        }
        FileStep.after("write", name);
    }

    @Override
    public Moved move(Dir from, String name, Dir to, String newName) throws IOException {
        Path target = to.file(newName);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return Moved.OCCUPIED; // only the supervisor fills these names, on this thread
        }
        try {
            FileStep.move(from.file(name), target);
            return Moved.DONE;
        } catch (NoSuchFileException e) {
            return Moved.MISSING;
        } catch (FileAlreadyExistsException e) {
            return Moved.OCCUPIED;
        }
    }

    @Override
    public void markUnread(Dir dir, String name) throws IOException {
        Stat stat = stat(dir, name);
        if (stat == null || stat.kind() != Kind.FILE) {
            return; // Java opens what it sets the times of, and would wait for the writer of a FIFO
        }
        FileStep.before("touch", name);
        try {
            Files.getFileAttributeView(dir.file(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(null, FileTime.from(Instant.EPOCH), null);
        } catch (NoSuchFileException e) {
            // whoever comes to move it will see that
        } catch (FileSystemException e) {
            // somebody else's file: whether it was read cannot be told
        }
    }

    @Override
    public int openProcess(long pid) {
        return -1;
    }

    @Override
    public boolean signalOpen(int process, int signal) {
        throw new IllegalStateException("no process was opened");
    }

    @Override
    public boolean hasEnded(int process) {
        throw new IllegalStateException("no process was opened");
    }

    @Override
    public void closeProcess(int process) {
        throw new IllegalStateException("no process was opened");
    }

    @Override
    public boolean signal(long pid, int signal) {
        try {
            return new ProcessBuilder("kill", "-" + signal, "--", Long.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean openSignals() {
        hasSignals = ProcessSignals.areBlocked();
        return hasSignals;
    }

    /** What the kernel keeps for this process; so a second TERM cannot be told from the first, but INT can. */
    @Override
    public int nextSignal() {
        long waiting = hasSignals ? ProcessSignals.mask("ShdPnd") & ~told : 0;
        int signal = waiting == 0 ? 0 : Long.numberOfTrailingZeros(waiting) + 1;
        if (signal == USR1) {
            Signals.discard(ProcessSignals.CAUGHT.get(USR1));
        } else if (signal != 0) {
            told |= ProcessSignals.bit(signal);
        }
        return signal;
    }

    @Override
    public void await(long nanos) {
        try {
            long most = hasSignals ? Math.min(nanos, LOOK_FOR_SIGNALS_EVERY) : nanos;
            if (wakeUps.tryAcquire(most, TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wake() {
        wakeUps.release();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
