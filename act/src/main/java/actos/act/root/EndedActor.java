package actos.act.root;

import actos.act.term.Text;
import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is left of an actor that ended: {@code dead/actors/ID@TIME}.
 *
 * @param id the actor
 * @param time when it ended, as in the directory's name; these sort
 * @param dir the directory
 */
public record EndedActor(ActorId id, String time, Path dir) {

    /** The grave of this name, or null if it is none. */
    public static EndedActor parse(Path dir) {
        String name = Disk.name(dir);
        int at = name.indexOf('@');
        return at > 0 && ActorId.isValid(name.substring(0, at)) && Disk.isDirectory(dir)
                ? new EndedActor(new ActorId(name.substring(0, at)), name.substring(at + 1), dir)
                : null;
    }

    public ActorHome home() {
        return new ActorHome(dir);
    }

    public String name() {
        return Disk.name(dir);
    }

    /** How it ended. */
    public ActorExit exit() {
        return Document.read(home().exit(), ActorExit.class);
    }

    /** How it ended, as the end of a sentence: {@code exit code 3}, {@code signal KILL}. */
    public String ending() {
        return ending(exit());
    }

    /** How an actor's process ended. */
    public static String ending(ActorExit exit) {
        return ending(exit.code(), exit.signal());
    }

    /** What the journal's {@code exited} says of that. */
    public static String ending(JournalEntry exited) {
        return ending(
                exited.line().path("code").isInt() ? (Integer) (int) exited.number("code") : null,
                exited.text("signal"));
    }

    /** How a process ended of which this is known. */
    public static String ending(Integer code, String signal) {
        if (signal != null) {
            return "signal " + Text.tame(signal);
        }
        return code == null ? "exit code unknown" : "exit code " + code;
    }

    /** Why it ended, in a few words. */
    public static String reason(ActorExit exit) {
        boolean hasProcess = exit.code() != null || exit.signal() != null;
        return (hasProcess ? ending(exit) : "ended") + (exit.why() == null ? "" : ": " + exit.why());
    }

    /** The last lines it printed. */
    public List<String> lastOutput() {
        return exit().lastOutput();
    }

    /** How many messages it left unread. */
    public int unread() throws IOException {
        return new Mailbox(home()).size();
    }
}
