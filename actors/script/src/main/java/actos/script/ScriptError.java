package actos.script;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;

/** What is wrong with a script, as its author wants to read it: file, line, column, and the way there. */
final class ScriptError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_WAY = 10;

    ScriptError(String sentence) {
        super(sentence, null, false, false);
    }

    /**
     * What the engine says.
     *
     * @param script the script's name, for what has no better place
     * @param instead what happened, where the engine's own words do not tell; else null
     */
    static ScriptError of(String script, PolyglotException e, String instead) {
        List<String> way = way(e);
        String place = Objects.requireNonNullElse(place(e, way), script);
        String what = Objects.requireNonNullElse(instead, Objects.requireNonNullElse(e.getMessage(), "unknown error"));
        what = what.replaceFirst("(?<=SyntaxError: )\\S+:[0-9]+:[0-9]+ ", "").stripTrailing(); // a column too low
        StringBuilder text = new StringBuilder(what.contains(place) ? what : place + ": " + what);
        way.forEach(line -> text.append("\n    at ").append(line));
        return new ScriptError(text.toString());
    }

    private static String place(PolyglotException e, List<String> way) {
        if (e.getSourceLocation() != null
                && World.isScript(e.getSourceLocation().getSource())) {
            return where(e.getSourceLocation());
        }
        return way.isEmpty() ? null : way.get(0).replaceFirst(".*\\((.*)\\)", "$1");
    }

    private static List<String> way(PolyglotException e) {
        List<String> lines = new ArrayList<>();
        for (PolyglotException.StackFrame frame : e.getPolyglotStackTrace()) {
            SourceSection location = frame.isGuestFrame() ? frame.getSourceLocation() : null;
            if (location != null && World.isScript(location.getSource()) && lines.size() < LONGEST_WAY) {
                lines.add(name(frame.getRootName()) + " (" + where(location) + ")");
            }
        }
        return lines;
    }

    /** The engine calls what has no name by one that begins with a colon. */
    private static String name(String root) {
        return root.equals(":program") ? "the top level" : root.startsWith(":") ? "a function" : root;
    }

    private static String where(SourceSection location) {
        return location.getSource().getName() + ":" + location.getStartLine() + ":" + location.getStartColumn();
    }

    /** The text alone: the way through Java would tell nobody anything. */
    @Override
    public void printStackTrace(PrintStream out) {
        out.println(getMessage());
    }
}
