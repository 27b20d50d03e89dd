package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.Ended;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Effects as the lines of a scenario. */
final class Said {
    private Said() {}

    static String of(Effect effect) {
        if (effect instanceof Effect.Accept e) {
            return "accept " + e.request() + (e.request().equals(e.id().value()) ? "" : " as " + e.id());
        } else if (effect instanceof Effect.Refuse e) {
            return "refuse " + e.file() + ", " + e.field() + ": " + e.detail();
        } else if (effect instanceof Effect.Start e) {
            return "start " + e.id()
                    + (e.beginning() == Effect.Beginning.FIRST
                            ? ""
                            : " " + e.beginning().toString().toLowerCase(Locale.ROOT));
        } else if (effect instanceof Effect.Signal e) {
            return "USR1 " + e.id();
        } else if (effect instanceof Effect.Terminate e) {
            return "TERM " + e.id();
        } else if (effect instanceof Effect.Kill e) {
            return "KILL " + e.id();
        } else if (effect instanceof Effect.ClearGroup e) {
            return "clear group of " + e.id();
        } else if (effect instanceof Effect.SweepDrawer e) {
            return "sweep drawer of " + e.id();
        } else if (effect instanceof Effect.SettleCommit e) {
            return "settle commit of " + e.id();
        } else if (effect instanceof Effect.TakeIn e) {
            return "take in " + e.id() + (e.isCopy() ? " as a copy" : "");
        } else if (effect instanceof Effect.NoteRestart e) {
            return "note restart " + e.restarts() + " of " + e.id() + " in " + time(e.inNanos()) + end(e.end()) + ": "
                    + e.end().why();
        } else if (effect instanceof Effect.RefuseRestart e) {
            return "refuse restart of " + e.id() + ": " + e.detail();
        } else if (effect instanceof Effect.NoteGivenUp e) {
            return "note given up " + e.id() + ": " + e.why();
        } else if (effect instanceof Effect.BuryActor e) {
            return "grave for " + e.id() + end(e.end()) + (e.shutdown() == null ? "" : " at shutdown") + ": "
                    + e.end().why();
        } else if (effect instanceof Effect.NoteReady e) {
            return "note ready " + e.id() + " after " + time(e.tookNanos());
        } else if (effect instanceof Effect.NoteStopping e) {
            return "note stopping " + e.id() + ": " + e.why();
        } else if (effect instanceof Effect.Exit e) {
            return e.left().isEmpty()
                    ? "exit"
                    : "exit, leaving " + e.left().stream().map(ActorId::value).collect(Collectors.joining(" "));
        }
        String ofTree = ofTree(effect);
        return ofTree == null ? ofControl(effect) : ofTree;
    }

    private static String ofControl(Effect effect) {
        if (effect instanceof Effect.Pause e) {
            return "pause " + whom(e.id()) + " at " + e.breakpoint() + " for "
                    + e.message().id() + " of " + e.actor();
        } else if (effect instanceof Effect.NotePaused e) {
            return "note paused " + whom(e.id());
        } else if (effect instanceof Effect.EndPause e) {
            return "end pause of " + e.by();
        } else if (effect instanceof Effect.NoteResumed e) {
            return "note resumed " + whom(e.id());
        } else if (effect instanceof Effect.TakeStep e) {
            return "take step " + e.what();
        } else if (effect instanceof Effect.NoteStep e) {
            return "note step " + e.what() + ": "
                    + (e.why() == null ? e.message() + " of " + e.id() : "nothing, " + e.why());
        } else if (effect instanceof Effect.ReadState e) {
            return "read state of " + e.id()
                    + (e.handled() == null
                            ? ""
                            : " while it handles " + e.handled().id());
        } else if (effect instanceof Effect.Attach e) {
            return "attach " + e.pid() + " to " + e.id();
        } else if (effect instanceof Effect.RefuseAttach e) {
            return "refuse to attach " + e.pid() + " to " + e.id() + ": " + e.detail();
        } else if (effect instanceof Effect.Detach e) {
            return "detach " + e.pid() + " from " + e.id() + ": " + e.why();
        }
        return ofMail(effect);
    }

    private static String ofTree(Effect effect) {
        if (effect instanceof Effect.Plant e) {
            return "plant " + e.id() + " under " + e.spec().supervision().parent();
        } else if (effect instanceof Effect.LinkChild e) {
            return "link " + e.parent() + "/" + e.child();
        } else if (effect instanceof Effect.UnlinkChild e) {
            return "unlink " + e.parent() + "/" + e.child();
        } else if (effect instanceof Effect.NoteMisplaced e) {
            return "note misplaced " + e.id() + ": " + e.why();
        } else if (effect instanceof Effect.NotePending e) {
            return "note pending " + e.id() + end(e.end()) + ": " + e.end().why();
        } else if (effect instanceof Effect.Tell e) {
            String to = e.news().stream()
                    .map(n -> n.to() + " by " + n.message().id())
                    .collect(Collectors.joining(", "));
            return "tell " + to + ": " + ended(e.ended());
        } else if (effect instanceof Effect.TellGone e) {
            return "tell " + e.id() + " by " + e.message().id() + ": " + ended(e.ended());
        } else if (effect instanceof Effect.Watch e) {
            return "watch for " + e.id() + ": "
                    + e.spec().supervision().watch().stream()
                            .map(ActorId::value)
                            .collect(Collectors.joining(", "))
                    + (e.answer() == null ? "" : ", answer " + e.answer().id() + ": " + ended(e.gone()));
        }
        return null;
    }

    private static String ended(Ended e) {
        return e.id() + " has ended" + (e.willRestart() ? " and comes back" : "")
                + (e.code() == null ? "" : ", code " + e.code()) + ": " + e.reason();
    }

    private static String whom(ActorId id) {
        return id == null ? "the system" : id.value();
    }

    private static String ofMail(Effect effect) {
        if (effect instanceof Effect.Examine e) {
            return "examine " + file(e.from(), e.file());
        } else if (effect instanceof Effect.Take e) {
            return "take " + file(e.from(), e.file()) + " as " + e.message().id()
                    + (Objects.equals(e.from(), e.message().from())
                            ? ""
                            : " from " + e.message().from() + " called "
                                    + e.message().name())
                    + of(e.message());
        } else if (effect instanceof Effect.Bury e) {
            return "bury " + file(e.from(), e.file()) + " as " + e.id() + (e.cause() == 0 ? "" : " cause " + e.cause())
                    + ", " + e.reason() + (e.detail() == null ? "" : ": " + e.detail());
        } else if (effect instanceof Effect.Check e) {
            return "check " + e.message().id() + " of " + e.id();
        } else if (effect instanceof Effect.Deliver e) {
            return "deliver " + e.message().id() + " to " + e.id() + attempt(e.message());
        } else if (effect instanceof Effect.Finish e) {
            return "finish " + e.message().id() + " of " + e.id() + " after " + time(e.tookNanos());
        } else if (effect instanceof Effect.Stash e) {
            return "stash " + e.message().id() + " of " + e.id() + attempt(e.message());
        } else if (effect instanceof Effect.Unstash e) {
            return "unstash of " + e.id() + ":"
                    + e.stashed().stream().map(h -> " " + h.message().id()).collect(Collectors.joining());
        } else if (effect instanceof Effect.Return e) {
            return "return " + e.message().id() + " to " + e.id() + attempt(e.message());
        } else if (effect instanceof Effect.Poison e) {
            return "poison " + e.message().id() + " of " + e.id() + attempt(e.message());
        } else if (effect instanceof Effect.Release e) {
            return "release " + e.waiting().id() + " of " + e.id() + " as "
                    + e.released().fileName();
        } else if (effect instanceof Effect.Adopt e) {
            return "adopt " + e.id() + "/" + e.file() + " as " + e.message().fileName()
                    + (e.aside() == null ? "" : e.aside().ending());
        } else if (effect instanceof Effect.Introduce e) {
            return "introduce " + e.message().id() + " to " + e.id();
        } else if (effect instanceof Effect.LookForReceiver e) {
            return "look for " + e.burial().to();
        } else if (effect instanceof Effect.AnswerRestart e) {
            return "answer restart of " + e.id();
        } else if (effect instanceof Effect.LookAtCurrent e) {
            return "look at current of " + e.id();
        } else if (effect instanceof Effect.LookAtStart e) {
            return "look at the start of " + e.id();
        } else if (effect instanceof Effect.ListSpool e) {
            return "list spool of " + e.id();
        } else if (effect instanceof Effect.NoteChange e) {
            return "note " + e.event() + " " + e.message().id() + " of " + e.id()
                    + (e.event().equals("moved") ? " to " + e.message().order() : "");
        }
        throw new IllegalArgumentException(effect.toString());
    }

    private static String of(Message m) {
        return (m.cause() == 0 ? "" : " cause " + m.cause())
                + (m.inReplyTo() == null ? "" : " answers " + m.inReplyTo())
                + (m.due() == 0 ? "" : " due " + m.due())
                + attempt(m);
    }

    private static String attempt(Message m) {
        return (m.isInPlace() ? "" : " at " + m.order()) + (m.attempt() == 1 ? "" : " attempt " + m.attempt());
    }

    private static String end(Effect.End e) {
        return (e.pid() == 0 ? "" : " pid " + e.pid())
                + (e.code() == null ? "" : " code " + e.code())
                + (e.signal() == null ? "" : " signal " + e.signal());
    }

    private static String file(ActorId from, String file) {
        return (from == null ? "" : from + "/") + file;
    }

    private static String time(long nanos) {
        return Durations.format(Duration.ofNanos(nanos));
    }
}
