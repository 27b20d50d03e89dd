package actos.act.replay;

import actos.act.root.Disk;
import actos.protocol.Refused;
import actos.protocol.Root;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which moment an image has, as its name or its file tells. */
public final class ImageMoment {
    private static final Pattern OF_LINE = Pattern.compile("at-([0-9]{1,18})(-[0-9]+)?");

    private ImageMoment() {}

    /**
     * What an image is called that is made of the journal only to be loaded.
     *
     * @param number 1, or a higher one where an image has that name already
     */
    public static String name(long line, int number) {
        return "at-" + line + (number == 1 ? "" : "-" + number);
    }

    /** The line of the journal that such a name tells; 0 if it is another name. */
    public static long line(String image) {
        Matcher ofLine = OF_LINE.matcher(image);
        return ofLine.matches() ? Long.parseLong(ofLine.group(1)) : 0;
    }

    /** When it was saved; null if it is not there, or does not tell. */
    public static Instant savedAt(Root root, String image) {
        try {
            return Instant.parse(
                    String.valueOf(Disk.text(Disk.object(root.image(image).about()), "savedAt")));
        } catch (Refused | DateTimeException unknown) {
            return null;
        }
    }
}
