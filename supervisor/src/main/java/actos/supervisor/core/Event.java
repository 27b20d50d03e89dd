package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.MessageName;
import actos.protocol.OutgoingName;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Something that happened outside the core. Longer than other files, since it is a list: each kind with its contract. */
public sealed interface Event {

    /**
     * Something about an actor that was there when it was looked at or dealt with. It may have been buried since, or its
     * directory deleted: then this means nothing any more, and {@link Kernel} drops it. It is never about a later actor of
     * the same name: what came of an effect stands in front of the {@link Accepted} of that one, and what was seen of an
     * earlier one is not reported once that has left.
     */
    sealed interface OfActor extends About {}

    /** Something about one actor, which need not be there yet. */
    sealed interface About extends Event {
        ActorId id();
    }

    // ---- what came of effects ---------------------------------------------------------------------------------------

    /** An effect worked, and there is no more to say of it. Those that find something out have events of their own. */
    record Done(Effect effect) implements Event {}

    /** An effect did not work: the disk refused it. Whoever waits for it begins it anew at the next scan. */
    record Refused(Effect effect, String why) implements Event {}

    // ---- time -------------------------------------------------------------------------------------------------------

    /** Time went on; timers that are due fire. */
    record Tick() implements Event {}

    /** A scan begins. */
    record CycleBegan() implements Event {}

    /** With {@code --scan-only}: the scan has seen everything; each actor may get its next message. */
    record DeliveryTurn() implements Event {}

    /** A fault of this supervisor's own concerns an actor, which is left to the next supervisor. */
    record SetAside(ActorId id) implements Event {}

    // ---- requests ---------------------------------------------------------------------------------------------------

    /** A valid request, its executable found. */
    record RequestFound(String request, ActorSpec spec) implements Event {}

    /** A file in {@code spawn/} that is no request, or one that cannot be accepted. */
    record RequestBad(String file, String field, String detail) implements Event {}

    /**
     * A file in {@code spawn/} that is not JSON, or not yet.
     *
     * @param fingerprint changes when the file does
     * @param detail what is wrong with it
     */
    record RequestUnfinished(String file, long fingerprint, String detail) implements Event {}

    /** {@link Effect.Accept} worked: the actor's directory is there. */
    record Accepted(ActorId id, ActorSpec spec, String request) implements About {}

    /** {@link Effect.Accept} found a directory of that name that belongs to no known actor. */
    record IdTaken(String request, ActorSpec spec, ActorId id) implements Event {}

    // ---- processes --------------------------------------------------------------------------------------------------

    /** {@link Effect.Start} worked. */
    record Started(ActorId id, long pid) implements OfActor {}

    /**
     * {@link Effect.Start} did not work.
     *
     * @param passing whether the machine is to blame (no room, too many processes) and not the program
     */
    record StartFailed(ActorId id, String why, boolean passing) implements OfActor {}

    /**
     * An actor was there before this supervisor started.
     *
     * @param status what the supervisor before this one wrote last, which may be a little out of date
     * @param pid its process if that still lives, else 0
     * @param wasStarted whether a process of it has ever been started
     * @param control the control file that lies there, {@code stop} or {@code restart}, or null
     * @param shutdown when the shutdown began that has ended it, or null
     * @param last the message that was delivered last, if that is known and it does not wait again; else null
     * @param isCurrent whether that one is still current
     * @param waiting what lies in its spool, in any order
     * @param held what is held back there
     */
    record Recovered(
            ActorId id,
            ActorSpec spec,
            ActorStatus status,
            long pid,
            boolean wasStarted,
            String control,
            Instant shutdown,
            Message last,
            boolean isCurrent,
            List<Message> waiting,
            List<HeldBack> held)
            implements About {}

    /**
     * Somebody has put an actor's directory into {@code running/}, and it has been quiet for a cycle.
     *
     * @param isCopy whether the one that it was copied from may still be there
     */
    record DirectoryFound(ActorId id, ActorSpec spec, boolean isCopy) implements About {}

    /** Directories in {@code running/} that are no actors' yet, or cannot be; their mail waits. */
    record DirectoriesWaiting(Set<ActorId> ids) implements Event {}

    /**
     * {@link Effect.TakeIn} worked.
     *
     * @param waiting the mail in its spool whose numbers are its own, in any order; what else is there, is added by hand
     * @param held what of it is held back
     * @param before its status before the last shutdown, if that has ended it; else null
     */
    record TakenIn(
            ActorId id, ActorSpec spec, boolean isCopy, List<Message> waiting, List<HeldBack> held, ActorStatus before)
            implements About {}

    /** It catches USR1, or has made its ready file. */
    record BecameReady(ActorId id) implements OfActor {}

    /**
     * How the start of its process comes on.
     *
     * @param livedNanos how long it has been there
     * @param ranNanos how long it has had a processor, all its threads together
     * @param waitedNanos how long of its life it has waited for one
     */
    record StartSeen(ActorId id, long pid, long livedNanos, long ranNanos, long waitedNanos) implements OfActor {}

    /**
     * Its process has ended.
     *
     * @param code null where it is not known
     * @param signal null where it is not known, or there was none
     * @param excuse why neither it nor its message is to blame, as part of a sentence; null if one of them is, or nobody
     *     needs an excuse
     */
    record ProcessExited(ActorId id, long pid, Integer code, String signal, String excuse) implements OfActor {}

    /** No process of its group lives any more. */
    record GroupGone(ActorId id) implements OfActor {}

    /** All that lay in the actor's drawer was seen. */
    record DrawerSwept(ActorId id) implements OfActor {}

    /** An actor's directory was deleted or moved away: that is a kill. */
    record DirectoryGone(ActorId id) implements OfActor {}

    // ---- trees and watching -----------------------------------------------------------------------------------------

    /** Every actor that was there before this supervisor is known again. */
    record AllRecovered() implements Event {}

    /** A message from the supervisor lies in an actor's spool. */
    record Heard(ActorId id, Message message) implements OfActor {}

    /**
     * An actor wants to hear of another's ends: a message to the supervisor in its drawer.
     *
     * @param answered whether a supervisor before this one was about to tell it that there is no such actor
     */
    record WatchAsked(ActorId from, String file, MessageName name, ActorId id, boolean answered) implements Event {}

    /** An actor has put the message that it was given back: this file in its drawer is the message. */
    record StashSeen(ActorId from, String file) implements Event {}

    /** {@link Effect.Stash} worked, or somebody has put this message into the stash. */
    record Stashed(ActorId id, Message message) implements OfActor {}

    /** An actor wants back what it has stashed: a message to the supervisor in its drawer. */
    record UnstashAsked(ActorId from, String file) implements Event {}

    /** {@link Effect.Unstash} has released these messages. */
    record Unstashed(ActorId id, List<Message> messages) implements OfActor {}

    // ---- pausing ----------------------------------------------------------------------------------------------------

    /**
     * There is a control file {@code paused}.
     *
     * @param id whose, or null for the system's
     * @param actor whose message has hit a breakpoint that made it, or null
     * @param message that one's number, or 0
     * @param load the image that is being loaded while the system is paused, or null
     */
    record Paused(ActorId id, ActorId actor, long message, String load) implements Event {}

    /** The system's control file {@code paused} was made by a command that has ended without taking it back. */
    record PauseLeft(String by) implements Event {}

    /** The control file {@code paused} is not there. */
    record Resumed(ActorId id) implements Event {}

    /**
     * There is a control file {@code step}.
     *
     * @param what an actor, a message's number, or nothing or {@code *} for the next in order
     * @param token comes back in the journal; may be null
     */
    record StepFound(String what, String token) implements Event {}

    /** {@link Effect.TakeStep} worked, and what had changed in spools was seen. */
    record StepRequested(String what, String token) implements Event {}

    /** These are the breakpoints from now on. */
    record BreakpointsChanged(List<Breakpoint> breakpoints) implements Event {}

    /** {@link Effect.Check}: the breakpoint that holds the message, or null. */
    record Checked(ActorId id, Message message, Breakpoint hit) implements OfActor {}

    /** {@code state.json} was written. */
    record StateWritten(ActorId id) implements OfActor {}

    // ---- control ----------------------------------------------------------------------------------------------------

    /** The control file {@code stop}. */
    record StopRequested(ActorId id, boolean atOnce) implements OfActor {}

    /** The process for which the actor is there, as its specification says, has ended; seen at each scan from then on. */
    record OwnerEnded(ActorId id, long pid) implements OfActor {}

    /**
     * The control file {@code restart}.
     *
     * @param path another program, or null for the same
     */
    record RestartRequested(ActorId id, String path) implements OfActor {}

    /** A control file {@code restart} with a path that cannot be started. */
    record RestartBad(ActorId id, String detail) implements OfActor {}

    /** The control file {@code attach}: this process is to play the manual actor. */
    record AttachRequested(ActorId id, long pid) implements OfActor {}

    /** {@link Effect.Attach} did not work, or the control file names no process. */
    record AttachBad(ActorId id, long pid, String detail) implements OfActor {}

    /** TERM or INT; the second one ends everything at once. */
    record ShutdownRequested() implements Event {}

    // ---- mail -------------------------------------------------------------------------------------------------------

    /** What the examination of a file in {@code send/} or a drawer found. */
    enum Content {
        /** A complete JSON value. */
        COMPLETE,
        /** A number that may get more digits, found by a scan. */
        OPEN_NUMBER,
        /** Not JSON, or not yet. */
        NOT_JSON,
        /** More than 16 MiB. */
        TOO_BIG,
        /** A link, FIFO, device or directory. */
        NOT_A_FILE,
        /** A name that is no message's. */
        BAD_NAME,
        /** Not there any more: it was taken, or taken away. */
        GONE
    }

    /**
     * A file in {@code send/} or in a drawer.
     *
     * @param from whose drawer, or null for {@code send/} itself
     * @param file its name
     * @param name the name's parts; null if it is {@code BAD_NAME}
     * @param content what it holds
     * @param fingerprint changes when the file does
     * @param sentAt its modification time
     * @param body its content, where it is complete
     * @param detail a sentence about what is wrong with it, or null
     */
    record MailSeen(
            ActorId from,
            String file,
            OutgoingName name,
            Content content,
            long fingerprint,
            Instant sentAt,
            Body body,
            String detail)
            implements Event {}

    /** {@link Effect.LookForReceiver}: whether the one to whom this dead letter was sent is on its way. */
    record ReceiverLookedFor(Effect.Bury burial, boolean isComing) implements Event {}

    /** A file cannot be taken now, for want of its mailbox or of a disk that reads it. It is where it was; newer ones must not overtake it. */
    record NotTaken(ActorId from, String file, ActorId to) implements Event {}

    /** {@link Effect.Deliver} worked. */
    record Delivered(ActorId id, Message message) implements OfActor {}

    /** {@link Effect.Deliver}: the message's file is not there. */
    record MessageMissing(ActorId id, Message message) implements OfActor {}

    /** There is a {@code current} that was not delivered: somebody put it there. */
    record CurrentFound(ActorId id, Instant modified) implements OfActor {}

    /** A message cannot be delivered as things are, and why; it is tried again at the next scan. */
    record NotDelivered(ActorId id, String why) implements OfActor {}

    /** {@code current} was deleted: the message is done. */
    record CurrentGone(ActorId id) implements OfActor {}

    /** {@code current} is not there, but was not seen to be deleted: an editor may be at work. */
    record CurrentMissing(ActorId id) implements OfActor {}

    /** {@code current} is there, and whether it was read since it was delivered. */
    record CurrentSeen(ActorId id, boolean read) implements OfActor {}

    /** Somebody has deleted what the supervisor says of this actor. */
    record StatusGone(ActorId id) implements OfActor {}

    /** The names of all files of a spool but {@code current} and those that are left alone; held ones with their ending. */
    record SpoolListed(ActorId id, List<String> files) implements OfActor {}

    /** {@link Effect.Adopt} worked. */
    record AddedByHand(ActorId id, Message message) implements OfActor {}
}
