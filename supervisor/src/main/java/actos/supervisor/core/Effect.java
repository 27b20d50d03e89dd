package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;

/** Something to be done outside the core. Each may fail; what came of it is the next event. */
public sealed interface Effect {

    /** Make the actor's directory from the request. */
    record Accept(String request, ActorId id, ActorSpec spec) implements Effect {}

    /** Put the request into {@code dead/spawn}. */
    record Refuse(String request, String field, String detail) implements Effect {}

    /** Start the process. */
    record Start(ActorId id, ActorSpec spec) implements Effect {}

    /** USR1: look now. */
    record Signal(ActorId id) implements Effect {}

    /** TERM to the process group. */
    record Terminate(ActorId id) implements Effect {}

    /** KILL to the process group. */
    record Kill(ActorId id) implements Effect {}

    /** KILL to what is left of the group, and say when nothing is. */
    record ClearGroup(ActorId id) implements Effect {}

    /** Look for all that an ended actor has sent. */
    record SweepDrawer(ActorId id) implements Effect {}

    /** Move an ended actor's directory to {@code dead/actors}. */
    record BuryActor(ActorId id, long pid, Integer code, String signal, String why) implements Effect {}

    /** Look at this file again: what stood before it is gone. */
    record Examine(ActorId from, String file) implements Effect {}

    /** Move a file into the receiver's spool. */
    record Take(ActorId from, String file, ActorId to, Message message, Body body) implements Effect {}

    /** Put a file that was never taken into {@code dead/messages}, under this number. */
    record Bury(ActorId from, String file, ActorId to, long id, String name, long cause, String reason, String detail)
            implements Effect {}

    /** Write the envelope, rename the message to {@code current}, send USR1. */
    record Deliver(ActorId id, Message message) implements Effect {}

    /** The message was handled: look at the state, write it into the journal. */
    record Finish(ActorId id, Message message, long tookNanos) implements Effect {}

    /** Rename {@code current} back to its place in the spool. */
    record Return(ActorId id, Message message) implements Effect {}

    /** A delayed message is due: rename it. */
    record Release(ActorId id, Message waiting, Message released) implements Effect {}

    /** A file that somebody put into a spool: give it this name. */
    record Adopt(ActorId id, String file, Message message) implements Effect {}

    /** Write an envelope for a {@code current} that somebody put there. */
    record Introduce(ActorId id, Message message) implements Effect {}

    /** List this spool: it is not what memory says. */
    record ListSpool(ActorId id) implements Effect {}

    /** Write a line of the journal about a change by hand: {@code dropped} or {@code moved}. */
    record NoteChange(ActorId id, String event, Message message) implements Effect {}

    /** Write into the journal that the actor gets mail from now on. */
    record NoteReady(ActorId id, long tookNanos) implements Effect {}

    /** Write into the journal and the log that the actor is being ended, and why. */
    record NoteStopping(ActorId id, String why) implements Effect {}

    /** All actors have ended: the supervisor may. */
    record Exit() implements Effect {}
}
