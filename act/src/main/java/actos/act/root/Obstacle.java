package actos.act.root;

import actos.protocol.Phase;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;

/**
 * Why an actor cannot be given a message by a step at this moment, as far as the disk and {@code /proc} tell.
 *
 * @param sentence what is the matter, beginning with the actor's id
 * @param wayOut what one can do about it
 * @param lasts whether it stays so until somebody does something; else it goes by itself
 */
public record Obstacle(String sentence, String wayOut, boolean lasts) {

    /** What stands in the way of this actor, or null. */
    public static Obstacle of(Root root, ActorView actor) {
        String id = actor.id().value();
        if (actor.pause() == null && Pause.of(root) == null) {
            return new Obstacle(
                    id + " is not paused, so its mail is delivered without being asked for",
                    "act pause, or act pause " + id,
                    true);
        }
        if (actor.isStopping()) {
            return new Obstacle(id + " is being ended for good", "act wait " + id, true);
        }
        if (isStoppedBySignal(actor)) {
            return new Obstacle(
                    id + "'s process is stopped by a signal (kill -STOP)", "kill -CONT " + actor.pid(), true);
        }
        String current = actor.current();
        if (current != null) {
            return handling(actor, id, current);
        }
        boolean ready = actor.isIn(Phase.READY) && !actor.isNotStartedYet();
        return ready ? null : new Obstacle(id + " is not ready: it is " + actor.phase(), "act logs " + id, false);
    }

    /** The whole of it: what is the matter, and what to do. */
    public String advice() {
        return sentence + ": " + wayOut;
    }

    private static Obstacle handling(ActorView actor, String id, String current) {
        if (actor.isPlayedByHand()) {
            return new Obstacle(
                    id + " has message " + current + " in its hands",
                    "act done " + id + ", or act restart " + id + " to give it back",
                    true);
        }
        return new Obstacle(
                id + " is handling message " + current,
                "act logs " + id + " shows what it printed, act restart " + id + " takes the message back",
                actor.isStalled());
    }

    /** Not by a debugger: who sits at one will let it go on. */
    private static boolean isStoppedBySignal(ActorView actor) {
        return actor.process()
                .map(ProcessIdentity.Stat::state)
                .filter(s -> s == 'T')
                .isPresent();
    }
}
