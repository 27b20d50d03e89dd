package actos.supervisor.shell.act;

import actos.protocol.ActorId;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.RootPlace;
import actos.supervisor.shell.base.Shared;
import java.util.List;

/**
 * Carries out effects: leaves each to the room that it is about, mail, life or debugging. Used by the loop's thread.
 */
public final class Performer {
    private final Posix posix;
    private final Homes homes;
    private final RootPlace place;
    private final MailEffects mail;
    private final LifeEffects life;
    private final ControlFiles controlFiles;
    private List<ActorId> left;

    public Performer(Shared shared, RootPlace place, MailEffects mail, LifeEffects life, ControlFiles controlFiles) {
        this.posix = shared.posix();
        this.homes = shared.homes();
        this.place = place;
        this.mail = mail;
        this.life = life;
        this.controlFiles = controlFiles;
    }

    /** Whether the core has said that the supervisor ends. */
    public boolean isExit() {
        return left != null;
    }

    /** Whom it leaves to the next one then. */
    public List<ActorId> left() {
        return left;
    }

    public void perform(Effect effect, Now now) {
        posix.release();
        if (isDoneByPath(effect) && !place.isThere()) {
            return; // it waits: the first scan after the root is back begins it anew
        }
        if (effect instanceof Effect.Exit e) {
            left = e.left();
        } else if (effect instanceof Effect.OfActor e) {
            Home home = homes.get(e.id());
            if (home != null) {
                perform(home, e, now);
            }
        } else if (!mail.perform(effect, now) && !life.perform(effect, now) && !controlFiles.perform(effect, now)) {
            throw new IllegalArgumentException(effect.toString());
        }
    }

    /** Rather than in directories that are open: what lies at the root's path may be another one by now. */
    private static boolean isDoneByPath(Effect effect) {
        return effect instanceof Effect.Accept
                || effect instanceof Effect.Refuse
                || effect instanceof Effect.Plant
                || effect instanceof Effect.TakeIn
                || effect instanceof Effect.Bury
                || effect instanceof Effect.Poison
                || effect instanceof Effect.BuryActor;
    }

    private void perform(Home home, Effect.OfActor effect, Now now) {
        if (!mail.perform(home, effect, now)
                && !life.perform(home, effect, now)
                && !controlFiles.perform(home, effect)) {
            throw new IllegalArgumentException(effect.toString());
        }
    }
}
