package actos.act.trace;

import actos.act.history.Line;
import actos.act.history.Link;
import actos.act.root.EndedActor;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.Handled;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.MessageEvents;
import actos.protocol.journal.PausingEvents;
import actos.protocol.journal.SupervisorEvents;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes a diagram of lines of the journal, which it gets in their order. A message that is delivered in the same turn of the
 * supervisor in which it is taken is sent and begun at one moment, and a handling that ends in the turn in which it sends
 * something ends at that moment, where nothing else stands between.
 */
final class DiagramBuilder {
    private final Canvas canvas;
    /** Null for all messages. */
    private final Cone cone;

    private final Map<Long, Message> known = new HashMap<>();
    private Instant at;

    /**
     * @param chosen whose lanes are drawn; empty for all
     * @param cone which messages are drawn; null for all
     */
    DiagramBuilder(Set<String> chosen, Cone cone) {
        this.canvas = new Canvas(chosen);
        this.cone = cone;
    }

    /** What was built. */
    Diagram diagram(boolean isCut) {
        return canvas.diagram(cone != null, isCut);
    }

    /** How much there is to draw so far. */
    int size() {
        return canvas.size();
    }

    /** Passes over what is no line, or of no interest. */
    void add(Line line) {
        JournalEvent event = line.event();
        if (event == null) {
            return;
        }
        at = line.entry().at();
        canvas.read(line.entry().seq());
        if (event instanceof JournalEvent.OfMessage message) {
            addMessage(message);
        } else if (event instanceof ActorEvents.Exited exited) {
            exited(canvas.lane(exited.actor()), exited, EndedActor.ending(line.entry()));
        } else if (event instanceof JournalEvent.OfActor life && life.actor() != null) {
            life(canvas.lane(life.actor()), life);
        } else {
            system(event);
        }
        if (event instanceof JournalEvent.TellsState telling && telling.state() != null) {
            canvas.lane(telling.actor()).state = Content.of(telling.state());
        }
    }

    private void addMessage(JournalEvent.OfMessage event) {
        if (event instanceof ChangeEvents.StateEdited edited && edited.actor() != null) {
            canvas.mark(
                    at, Mark.Kind.CHANGED, canvas.lane(edited.actor()), null, "the state was changed " + by(edited));
        } else if (event instanceof MessageEvents.Taken taken) {
            introduce(taken.id(), taken.by() == null ? taken.from() : taken.by(), taken.to(), taken.cause());
            describe(taken.id(), Content.of(taken.body()));
        } else if (event instanceof ChangeEvents.Added added) {
            introduce(added.id(), added.from(), added.actor(), added.cause());
            describe(added.id(), Content.of(added.body()));
            changed(known.get(added.id()), Mark.Kind.CHANGED, "was added " + by(added));
        } else if (event instanceof MessageEvents.DeadLetter letter && letter.file() != null) {
            introduce(letter.id(), letter.from(), letter.to(), letter.cause());
            dead(known.get(letter.id()), letter);
        } else if (event.actor() != null) {
            Message message = message(event);
            if (message != null) {
                tell(message, event);
            }
        }
    }

    private void introduce(long id, ActorId from, ActorId to, long cause) {
        known.remove(id); // a number that is given again
        boolean isWanted = cone == null || cone.introduce(id, cause);
        Lane sender = canvas.lane(from);
        Lane receiver = to == null ? sender : canvas.lane(to);
        if (!isWanted || !canvas.draws(sender, receiver)) {
            return;
        }
        Message message = new Message(id);
        message.from = sender;
        message.to = receiver;
        message.cause = cause;
        Message causing = known.get(cause);
        message.sender = causing != null && causing.to == sender ? causing.last() : null;
        message.sent = canvas.moment(at);
        message.sent.sent = message;
        known.put(id, message);
        canvas.use(message);
    }

    private void describe(long id, Content body) {
        Message message = known.get(id);
        if (message != null) {
            message.body = body;
        }
    }

    /** The message that an event is about, which may have been sent before the first line; null if it is not drawn. */
    private Message message(JournalEvent.OfMessage event) {
        Message message = known.get(event.id());
        Lane lane = canvas.lane(event.actor());
        if (message == null && cone == null && event.id() != 0 && canvas.draws(lane, lane)) {
            message = new Message(event.id());
            message.to = lane;
            known.put(event.id(), message);
            canvas.use(message);
        }
        return message;
    }

    private void tell(Message message, JournalEvent.OfMessage event) {
        if (event instanceof MessageEvents.Delivered delivered) {
            message.fate = Link.Fate.IN_HAND;
            canvas.begin(at, message, delivered.attempt());
        } else if (event instanceof MessageEvents.Done done) {
            message.fate = Link.Fate.DONE;
            canvas.end(at, message, Handling.End.DONE, done.tookUs(), done.handled());
        } else if (event instanceof MessageEvents.Stashed stashed) {
            message.fate = Link.Fate.STASHED;
            canvas.end(at, message, Handling.End.STASHED, stashed.tookUs(), stashed.handled());
        } else if (event instanceof MessageEvents.Returned returned) {
            message.fate = Link.Fate.WAITS;
            canvas.end(at, message, Handling.End.RETURNED, 0, returned.handled());
        } else if (event instanceof MessageEvents.Dead dead) {
            Handled handled = dead instanceof MessageEvents.Poison poison ? poison.handled() : Handled.NOTHING;
            canvas.end(at, message, Handling.End.DEAD, 0, handled);
            dead(message, dead);
        } else if (event instanceof MessageEvents.Unstashed) {
            message.fate = Link.Fate.WAITS;
        } else if (event instanceof JournalEvent.Change change) {
            change(message, change);
        }
    }

    private void change(Message message, JournalEvent.Change change) {
        if (change instanceof ChangeEvents.MailEdited edited) {
            message.body = Content.of(edited.body());
            changed(message, Mark.Kind.CHANGED, "was changed " + by(change));
        } else if (change instanceof ChangeEvents.Moved) {
            changed(message, Mark.Kind.CHANGED, "was moved " + by(change));
        } else if (change instanceof ChangeEvents.Dropped) {
            message.fate = Link.Fate.DROPPED;
            changed(message, Mark.Kind.DROPPED, "was dropped " + by(change));
        } else if (change instanceof ChangeEvents.Held) {
            message.fate = Link.Fate.HELD;
            changed(message, Mark.Kind.HELD, "was held back " + by(change));
        } else if (change instanceof ChangeEvents.Released) {
            message.fate = Link.Fate.WAITS;
            changed(message, Mark.Kind.RELEASED, "was released " + by(change));
        } else if (change instanceof ChangeEvents.Overwritten) {
            canvas.mark(
                    at,
                    Mark.Kind.CHANGED,
                    message.to,
                    message,
                    "the handler wrote over a state that was changed " + by(change));
        }
    }

    private void changed(Message message, Mark.Kind kind, String what) {
        if (message != null) {
            message.isChanged = true;
            canvas.mark(at, kind, message.to, message, message.id() + " " + what);
        }
    }

    private void dead(Message message, MessageEvents.Dead dead) {
        if (message != null) {
            message.fate = Link.Fate.DEAD;
            String why = dead.detail() == null ? String.valueOf(dead.reason()) : dead.detail();
            canvas.mark(at, Mark.Kind.DEAD, message.to, message, message.id() + " is dead: " + Text.tame(why));
        }
    }

    private void exited(Lane lane, ActorEvents.Exited exited, String ending) {
        boolean isCrash = !lane.isStopping && (exited.signal() != null || exited.code() != null && exited.code() != 0);
        String why = isCrash || exited.why() == null ? Text.tame(ending) : Text.tame(exited.why());
        canvas.mark(
                at,
                isCrash ? Mark.Kind.CRASHED : Mark.Kind.ENDED,
                lane,
                null,
                (isCrash ? "crashed: " : "ended: ") + why);
        lane.hasEnded = true;
        lane.isStopping = false;
    }

    private void life(Lane lane, JournalEvent.OfActor life) {
        if (life instanceof ActorEvents.Stopping) {
            lane.isStopping = true;
        } else if (life instanceof ActorEvents.Started) {
            canvas.mark(at, Mark.Kind.STARTED, lane, null, lane.hasEnded ? "started again" : "started");
        } else if (life instanceof ActorEvents.Restarting restarting) {
            String when = restarting.inMs() > 0 ? " in " + restarting.inMs() + " ms" : "";
            canvas.mark(at, Mark.Kind.RESTARTING, lane, null, "will be started again" + when);
        } else if (life instanceof ActorEvents.GaveUp gaveUp) {
            canvas.mark(at, Mark.Kind.CRASHED, lane, null, "is given up: " + Text.tame(String.valueOf(gaveUp.why())));
        }
    }

    private void system(JournalEvent event) {
        if (event instanceof SupervisorEvents.SupervisorStarted) {
            canvas.mark(at, Mark.Kind.SUPERVISOR, null, null, "the supervisor starts");
        } else if (event instanceof SupervisorEvents.SupervisorStopped) {
            canvas.mark(at, Mark.Kind.SUPERVISOR, null, null, "the supervisor ends");
        } else if (event instanceof PausingEvents.Paused paused) {
            Lane lane = paused.actor() == null ? null : canvas.lane(paused.actor());
            canvas.mark(at, Mark.Kind.PAUSED, lane, null, lane == null ? "the system is paused" : "is paused");
        } else if (event instanceof PausingEvents.Resumed resumed) {
            Lane lane = resumed.actor() == null ? null : canvas.lane(resumed.actor());
            canvas.mark(at, Mark.Kind.RESUMED, lane, null, lane == null ? "the system goes on" : "goes on");
        }
    }

    private static String by(JournalEvent.Change change) {
        return change.load() == null ? "by hand" : "by the loading of image " + Text.tame(change.load());
    }
}
