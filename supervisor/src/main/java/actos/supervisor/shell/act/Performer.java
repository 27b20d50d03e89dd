package actos.supervisor.shell.act;

import actos.protocol.ActorId;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.RootPlace;
import actos.supervisor.shell.base.Shared;
import java.io.IOException;
import java.util.List;

/**
 * Carries out effects: leaves each to the room that it is about, mail, life or debugging, and says what came of it. Used by the loop's thread.
 */
public final class Performer {
    private final Posix posix;
    private final RootPlace place;
    private final Inbox inbox;
    private final Health health;
    private final EffectTable table;
    private List<ActorId> left;

    public Performer(Shared shared, RootPlace place, MailEffects mail, LifeEffects life, ControlFiles controlFiles) {
        this.posix = shared.posix();
        this.inbox = shared.inbox();
        this.health = shared.health();
        this.place = place;
        this.table = new EffectTable(shared.homes());
        mail.enter(table);
        life.enter(table);
        controlFiles.enter(table);
        table.on(Effect.Exit.class, null, (e, now) -> {
            left = e.left();
            return Outcome.TOLD;
        });
        table.check();
    }

    /** Whether the core has said that the supervisor ends. */
    public boolean isExit() {
        return left != null;
    }

    /** Whom it leaves to the next one then. */
    public List<ActorId> left() {
        return left;
    }

    /** What the disk refuses is said to people and to the core, and begun anew after the next scan. */
    public void perform(Effect effect, Now now) {
        posix.release();
        if (isDoneByPath(effect) && !place.isThere()) {
            return; // it waits: the first scan after the root is back begins it anew
        }
        EffectTable.Row row = table.row(effect);
        try {
            Outcome outcome = row.deed().perform(effect, now);
            if (outcome == Outcome.DONE) {
                inbox.echo(new Event.Done(effect));
            }
            if (outcome != Outcome.NOT_DONE && row.task() != null) {
                health.worked(row.task(), row.place().apply(effect));
            }
        } catch (IOException x) {
            health.failed(row.task(), row.place().apply(effect), x);
            inbox.echo(new Event.Refused(effect, Errors.sentence(x)));
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
}
