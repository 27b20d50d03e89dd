package actos.act.replay;

/**
 * Lines that the journal should have by the numbers of those around them: a full disk has refused them, or somebody has cut
 * them out or made them unreadable. Where numbers go back, the last is less than the first.
 */
public record MissingLines(long first, long last) {
    /** {@code line 57 of the journal is missing}, as the beginning of a sentence. */
    public String sentence() {
        return last <= first
                ? "line " + first + " of the journal is missing or unreadable"
                : "lines " + first + " to " + last + " of the journal are missing or unreadable";
    }
}
