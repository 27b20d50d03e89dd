package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Aside;
import actos.protocol.Ended;
import java.time.Instant;
import java.util.List;

/** Something to be done outside the core. Each may fail; what came of it is the next event. */
public sealed interface Effect {

    /** Something to be done with an actor. Nothing is done with one that has left, though it was there when this was decided. */
    sealed interface OfActor extends Effect {
        ActorId id();
    }

    /** Make the actor's directory from the request. */
    record Accept(String request, ActorId id, ActorSpec spec) implements Effect {}

    /** Put a file from {@code spawn/} into {@code dead/spawn}. */
    record Refuse(String file, String field, String detail) implements Effect {}

    /** What an actor begins with. */
    enum Beginning {
        /** It is new: all that it needs is there. */
        FIRST,
        /** It was there before, and keeps its state. */
        AGAIN,
        /** It was there before, and gets the first state of its specification. */
        ANEW
    }

    /** Start the process. */
    record Start(ActorId id, ActorSpec spec, Beginning beginning) implements OfActor {}

    /** Say how the start of its process comes on. */
    record LookAtStart(ActorId id, long pid) implements OfActor {}

    /** Make a process that was started elsewhere the one that plays this actor. */
    record Attach(ActorId id, long pid, ActorSpec spec) implements OfActor {}

    /** Take away the control file {@code attach}, which says something that cannot be done. */
    record RefuseAttach(ActorId id, long pid, String detail) implements OfActor {}

    /** The process that has played the actor is none of its any more: forget it, write it into the journal. */
    record Detach(ActorId id, long pid, String why) implements OfActor {}

    /** USR1: look now. */
    record Signal(ActorId id) implements OfActor {}

    /** TERM to the process group. */
    record Terminate(ActorId id) implements OfActor {}

    /** KILL to the process group. */
    record Kill(ActorId id) implements OfActor {}

    /** KILL to what is left of the group, and say when nothing is. */
    record ClearGroup(ActorId id) implements OfActor {}

    /** Its process has ended: complete what it had committed, take back what it had only prepared. */
    record SettleCommit(ActorId id) implements OfActor {}

    /** Look at all that lies in the actor's drawer. */
    record SweepDrawer(ActorId id) implements OfActor {}

    /** How a process ended: {@code pid} is 0 if there was none, {@code code} and {@code signal} may not be known. */
    record End(long pid, Integer code, String signal, String why) {}

    /**
     * Move an ended actor's directory to {@code dead/actors}.
     *
     * @param shutdown when the shutdown began that has ended it, or null
     */
    record BuryActor(ActorId id, End end, Instant shutdown) implements OfActor {}

    /** Make an actor of a directory that somebody has put into {@code running/}. */
    record TakeIn(ActorId id, ActorSpec spec, boolean isCopy) implements Effect {}

    /** Write into the journal and the log that the actor has ended and will be started again. */
    record NoteRestart(ActorId id, End end, long inNanos, int restarts) implements OfActor {}

    /** Make the directory of a child from its parent's specification; nothing if it is there already. */
    record Plant(ActorId id, ActorSpec spec) implements Effect {}

    /** Show that an actor is another's child. */
    record LinkChild(ActorId parent, ActorId child) implements Effect {}

    /** And that it is not any more. */
    record UnlinkChild(ActorId parent, ActorId child) implements Effect {}

    /** Say that a directory in {@code running/} cannot have its place in a tree. */
    record NoteMisplaced(ActorId id, String why) implements Effect {}

    /** Write into the journal and the log that the actor has ended and waits for its turn to start. */
    record NotePending(ActorId id, End end) implements OfActor {}

    /** A message from the supervisor, and for whom. */
    record News(ActorId to, Message message) {}

    /** Put the news of an end into the spools of those who watch, each once whatever happens. */
    record Tell(ActorId id, Instant since, Ended ended, List<News> news) implements OfActor {}

    /** Tell a new actor that one that it watches is not there, unless it waits in its spool already. */
    record TellGone(ActorId id, Ended ended, Message message) implements OfActor {}

    /**
     * Write down what an actor watches, and answer its request.
     *
     * @param gone what to tell it if there is no such actor, else null
     * @param answer the message that tells it, or null
     */
    record Watch(ActorId id, String file, ActorSpec spec, Ended gone, Message answer) implements OfActor {}

    /** Write into the journal and the log that the actor is not started again any more. */
    record NoteGivenUp(ActorId id, String why) implements OfActor {}

    /** Look at this file again: what stood before it is gone. */
    record Examine(ActorId from, String file) implements Effect {}

    /** Move a file into the receiver's spool. */
    record Take(ActorId from, String file, ActorId to, Message message, Body body) implements Effect {}

    /**
     * Nobody is known to whom this letter is sent: say whether an actor of that name is on its way, since the disk may have
     * refused it so far.
     */
    record LookForReceiver(Bury burial) implements Effect {}

    /** Put a file that was never taken into {@code dead/messages}, under this number. */
    record Bury(ActorId from, String file, ActorId to, long id, String name, long cause, String reason, String detail)
            implements Effect {}

    /** Write the envelope, rename the message to {@code current}, send USR1. */
    record Deliver(ActorId id, Message message) implements OfActor {}

    /** Hold the message against the breakpoints. */
    record Check(ActorId id, Message message) implements OfActor {}

    /**
     * A breakpoint was hit: write the control file {@code paused} and the journal.
     *
     * @param id who is paused, or null for the system
     */
    record Pause(ActorId id, String breakpoint, ActorId actor, Message message) implements Effect {}

    /** Write into the journal that the system, for null, or an actor is paused. */
    record NotePaused(ActorId id) implements Effect {}

    /** What changes in states and mailboxes from now on is done by loading this image; by hand if it is null. */
    record NoteLoading(String image) implements Effect {}

    /** Take the system's control file {@code paused} away, which this command has left. */
    record EndPause(String by) implements Effect {}

    /** Write into the journal that the system, for null, or an actor is not paused any more. */
    record NoteResumed(ActorId id) implements Effect {}

    /** Take the control file {@code step} away, then see what has changed in spools. */
    record TakeStep(String what, String token) implements Effect {}

    /**
     * Write into the journal what came of a step.
     *
     * @param id whose message was delivered, or null
     * @param message its number, or 0
     * @param why why nothing was, or null
     */
    record NoteStep(String what, String token, ActorId id, long message, String why) implements Effect {}

    /**
     * The state was written: if it is not what the journal knows, it was changed by hand.
     *
     * @param handled the message that is being handled, so that the change may yet be written over; or null
     */
    record ReadState(ActorId id, Message handled) implements OfActor {}

    /** The message was handled: look at the state, write it into the journal. */
    record Finish(ActorId id, Message message, long tookNanos) implements OfActor {}

    /** The message was put back by its actor: move this file of its drawer to the message's place, held back. */
    record Stash(ActorId id, String file, Message message, long tookNanos) implements OfActor {}

    /** Hold these messages back no longer, then delete this file of the actor's drawer, which asks for it. */
    record Unstash(ActorId id, String file, List<HeldBack> stashed) implements OfActor {}

    /** Rename {@code current} back to its place in the spool. */
    record Return(ActorId id, Message message) implements OfActor {}

    /** Put {@code current} into {@code dead/messages}: it has ended its actor too often. */
    record Poison(ActorId id, Message message, String detail) implements OfActor {}

    /** A delayed message is due: rename it. */
    record Release(ActorId id, Message waiting, Message released) implements OfActor {}

    /**
     * A file that somebody put into a spool: give it this message's name.
     *
     * @param aside why it is not delivered, or null
     */
    record Adopt(ActorId id, String file, Message message, Aside aside) implements OfActor {}

    /** Write an envelope for a {@code current} that somebody put there. */
    record Introduce(ActorId id, Message message) implements OfActor {}

    /** Say whether the actor has read what was delivered to it. */
    record LookAtCurrent(ActorId id) implements OfActor {}

    /** List this spool: it is not what memory says. */
    record ListSpool(ActorId id) implements OfActor {}

    /** Take away the control file {@code restart}, which says something that cannot be done. */
    record RefuseRestart(ActorId id, String detail) implements OfActor {}

    /** Take away the control file {@code restart}: an actor without a process is about to start again, which answers it. */
    record AnswerRestart(ActorId id) implements OfActor {}

    /** Write a line of the journal about a change by hand: {@code dropped} or {@code moved}. */
    record NoteChange(ActorId id, String event, Message message) implements OfActor {}

    /** Write into the journal that the actor gets mail from now on. */
    record NoteReady(ActorId id, long tookNanos) implements OfActor {}

    /** Write into the journal and the log that the actor is being ended, and why. */
    record NoteStopping(ActorId id, String why) implements OfActor {}

    /** Forget an actor as if this supervisor had ended: touch neither its files nor its process any more. */
    record SetAside(ActorId id) implements Effect {}

    /**
     * The supervisor ends.
     *
     * @param left the actors that it leaves to the next one, since its time is over or they were set aside; none where all have ended
     */
    record Exit(List<ActorId> left) implements Effect {}
}
