package actos.supervisor.shell.sense;

import actos.protocol.ActorExit;
import actos.protocol.FileStep;
import actos.protocol.Root;
import actos.supervisor.posix.Errno;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.RootPlace;
import java.io.IOException;

/**
 * Why an abnormal end may be nobody's fault, neither the actor's nor its message's: what both of them need was not there.
 * Used by the loop's thread.
 */
public final class ExcusedEnds {
    private final Root root;
    private final RootPlace place;
    private final StateFiles states;

    public ExcusedEnds(Root root, RootPlace place, StateFiles states) {
        this.root = root;
        this.place = place;
        this.states = states;
    }

    /**
     * What excuses an actor that has ended just now, as part of a sentence; null if nothing does.
     *
     * @param code its exit code, or null if that is not known
     */
    public String of(Home home, Integer code) {
        if (code != null && code == 0) {
            return null;
        }
        if (!place.isThere()) {
            return "its root was moved";
        }
        IOException refusal = FileStep.refusal(root.dir());
        if (refusal != null && Errno.of(refusal).isOfTheDisk()) {
            return Errno.of(refusal).isFull() ? "the disk is full" : "the disk cannot be written";
        }
        if (code != null && code == ActorExit.BAD_STATE) {
            states.blame(home);
        }
        return states.faultNow(home);
    }
}
