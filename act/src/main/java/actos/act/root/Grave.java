package actos.act.root;

import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of an actor that ended: {@code dead/actors/ID@TIME}.
 *
 * @param id the actor
 * @param time when it ended, as in the directory's name; these sort
 * @param dir the directory
 */
public record Grave(ActorId id, String time, Path dir) {

    /** The grave of this name, or null if it is none. */
    public static Grave parse(Path dir) {
        String name = Disk.name(dir);
        int at = name.indexOf('@');
        return at > 0 && ActorId.isValid(name.substring(0, at)) && Disk.isDirectory(dir)
                ? new Grave(new ActorId(name.substring(0, at)), name.substring(at + 1), dir)
                : null;
    }

    public ActorHome home() {
        return new ActorHome(dir);
    }

    public String name() {
        return Disk.name(dir);
    }

    /** Its {@code exit.json}, or an empty object. */
    public ObjectNode exit() {
        return Disk.object(home().exit());
    }

    /** How it ended, as the end of a sentence: {@code exit code 3}, {@code signal KILL}. */
    public String ending() {
        return ending(exit());
    }

    /** What {@code code} and {@code signal} of an {@code exit.json} or of the journal's {@code exited} mean. */
    public static String ending(JsonNode exit) {
        String signal = Disk.text(exit, "signal");
        if (signal != null) {
            return "signal " + Text.tame(signal);
        }
        return exit.path("code").isInt() ? "exit code " + exit.path("code").intValue() : "exit code unknown";
    }

    /** Why it ended, in a few words. */
    public static String reason(JsonNode exit) {
        String why = Disk.text(exit, "why");
        boolean hasProcess = exit.hasNonNull("code") || exit.hasNonNull("signal");
        return (hasProcess ? ending(exit) : "ended") + (why == null ? "" : ": " + why);
    }

    /** The last lines it printed. */
    public List<String> lastOutput() {
        List<String> lines = new ArrayList<>();
        exit().path("lastOutput").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    /** How many messages it left unread. */
    public int unread() throws IOException {
        return new Mailbox(home()).size();
    }
}
