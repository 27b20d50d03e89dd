package actos.act.call;

import actos.act.term.Failure;
import actos.protocol.Json;
import actos.protocol.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JSON value from the command line, from a file or from stdin, checked before anything is written. */
public final class Body {
    private Body() {}

    /**
     * The bytes of a message.
     *
     * @param argument JSON, or {@code -} for stdin, or {@code @file}
     * @throws Failure if it is no JSON, with the place, or larger than a message may be
     */
    public static byte[] read(String argument, Surroundings surroundings) throws IOException {
        if (argument.equals("-")) {
            return checked(Source.stdin(surroundings));
        }
        if (argument.equals("@")) {
            throw Failure.usage("@ is followed by the name of a file, as in @body.json");
        }
        if (argument.startsWith("@")) {
            return checked(Source.file(argument.substring(1), surroundings));
        }
        return checked(
                argument.strip().getBytes(StandardCharsets.UTF_8),
                "\"" + Names.printable(argument) + "\"",
                hint(argument.strip()));
    }

    private static byte[] checked(Source source) throws IOException {
        return checked(source.read(), source.shown(), "");
    }

    /** The bytes, with a newline where they would be an unfinished number without it. */
    public static byte[] checked(byte[] content, String source, String hint) {
        if (content.length > Json.MAX_BYTES) {
            throw Failure.failed(source + " is larger than the 16 MiB that a message may have");
        }
        Json.Verdict verdict = Json.inspect(content, content.length);
        if (verdict == Json.Verdict.NOT_JSON) {
            String fault = Json.fault(content, content.length);
            throw Failure.failed(source + " is " + fault + (fault.startsWith(Json.NOT_ACCEPTED) ? "" : hint));
        }
        if (verdict == Json.Verdict.OPEN_NUMBER) {
            byte[] ended = Arrays.copyOf(content, content.length + 1);
            ended[content.length] = '\n';
            return ended;
        }
        return content;
    }

    private static String hint(String argument) {
        if (!argument.isEmpty()
                && argument.chars().allMatch(c -> Character.isLetterOrDigit(c) || " ._-".indexOf(c) >= 0)) {
            return "; the shell takes one pair of quotes away, so a text needs two: '\"" + argument + "\"'";
        }
        boolean structure = argument.startsWith("{") || argument.startsWith("[");
        if (structure && argument.indexOf('"') < 0) {
            return "; the shell took the quotes away: put the whole into single quotes, as in '{\"add\": 1}'";
        }
        return "";
    }
}
