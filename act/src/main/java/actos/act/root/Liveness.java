package actos.act.root;

import actos.protocol.ProcessIdentity;
import actos.protocol.Root;

/** Who serves a root at this moment. */
@FunctionalInterface
public interface Liveness {
    /** Looks now; never waits. */
    Served look(Root root);

    /**
     * What was seen.
     *
     * @param held whether some process holds the root's lock
     * @param supervisor the process that serves the root, or null: there is none, or it is still starting. One that {@linkplain
     *     ProcessIdentity#isElsewhere cannot be seen} from this PID namespace has the number that it has in its own
     */
    record Served(boolean held, ProcessIdentity supervisor) {
        public static final Served BY_NOBODY = new Served(false, null);
    }
}
