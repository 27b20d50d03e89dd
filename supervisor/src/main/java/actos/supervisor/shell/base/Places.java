package actos.supervisor.shell.base;

import actos.protocol.Root;
import actos.supervisor.posix.Dir;

/** The directories of a root that are looked at in every cycle. */
public final class Places {
    public final Dir root;
    public final Dir spawn;
    public final Dir send;
    public final Dir running;
    public final Dir breaks;

    Places(Root root) {
        this.root = Dir.kept(root.dir());
        this.spawn = Dir.kept(root.spawn());
        this.send = Dir.kept(root.send());
        this.running = Dir.kept(root.running());
        this.breaks = Dir.kept(root.breaks());
    }
}
