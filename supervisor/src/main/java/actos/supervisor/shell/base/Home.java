package actos.supervisor.shell.base;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.MessageName;
import actos.protocol.Root;
import actos.supervisor.posix.ActorProcess;
import actos.supervisor.posix.Dir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * What the shell remembers of one actor's places and process: open handles, and what its directories looked like when
 * they were last listed. Used by the loop's thread; all of it can be made anew.
 */
public final class Home {
    public final ActorId id;
    public final ActorHome paths;
    public final Dir dir;
    public final Dir spool;
    public final Dir drawer;
    public final long inode;
    /** Its files as the scan asks for them, in {@code running/}. */
    public final String spoolInRunning;

    public final String currentInRunning;
    public final String stateInRunning;
    public final String logInRunning;

    /** What plays it; null while there is none. */
    public ActorProcess process;

    public final DirectoryMemory dirMemory = new DirectoryMemory();
    public final DirectoryMemory spoolMemory = new DirectoryMemory();
    public final DirectoryMemory drawerMemory = new DirectoryMemory();

    /** Whether its actor is none any more: what was to be looked at here is nobody's, and another may have its name. */
    boolean hasLeft;

    /** Whether the kernel tells what happens in its directories. */
    public boolean isWatched;

    /** How long its envelopes are by now; 0 if that is not known. */
    public int envelopeWidth;

    /** What it has asked since its questions were journalled. */
    public List<MessageName> asked = List.of();

    /** For those who watch over its state. */
    public final StateMemory state = new StateMemory();

    /** The file of the message that is next, if somebody has made something of it that cannot be delivered; else null. */
    public String spoiled;

    /** @param dir the actor's directory; its inode is the actor's, but for one that is used only now */
    public Home(ActorId id, ActorHome paths, Dir dir, Dir drawer) {
        this.id = id;
        this.paths = paths;
        this.dir = dir;
        this.spool = new Dir(dir, ActorHome.SPOOL, Dir.ANY);
        this.drawer = drawer;
        this.inode = dir.inode;
        this.spoolInRunning = id + "/" + ActorHome.SPOOL;
        this.currentInRunning = spoolInRunning + "/" + Root.CURRENT;
        this.stateInRunning = id + "/" + ActorHome.STATE;
        this.logInRunning = id + "/" + ActorHome.LOG;
    }

    /** Its process, or 0. */
    public long pid() {
        return process == null ? 0 : process.pid;
    }

    /** Whether the actor's own directory still stands at its place. */
    public boolean isThere() throws IOException {
        try {
            return Files.getAttribute(paths.dir(), "unix:ino", LinkOption.NOFOLLOW_LINKS)
                    .equals(inode);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
