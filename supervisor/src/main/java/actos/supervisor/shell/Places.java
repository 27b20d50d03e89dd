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
        this.root = new Dir(root.dir());
        this.spawn = new Dir(root.spawn());
        this.send = new Dir(root.send());
        this.running = new Dir(root.running());
        this.breaks = new Dir(root.breaks());
    }
}
