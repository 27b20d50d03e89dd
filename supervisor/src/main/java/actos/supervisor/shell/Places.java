package actos.supervisor.shell;

import actos.protocol.Root;

/** The directories of a root that are looked at in every cycle. */
final class Places {
    final Dir root;
    final Dir spawn;
    final Dir send;
    final Dir running;
    final Dir breaks;

    Places(Root root) {
        this.root = Dir.kept(root.dir());
        this.spawn = Dir.kept(root.spawn());
        this.send = Dir.kept(root.send());
        this.running = Dir.kept(root.running());
        this.breaks = Dir.kept(root.breaks());
    }
}
