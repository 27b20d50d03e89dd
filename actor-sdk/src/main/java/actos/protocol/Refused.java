package actos.protocol;

/**
 * A value that somebody wrote and that cannot be accepted: which field, and a sentence that names the value and what
 * would be right. The sentence is meant to be read by a person, in {@code dead/*.why} and on a terminal.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final boolean placed;

    /**
     * @param field the field that was wrong, or null where the value as a whole is
     * @param sentence what is wrong, with the value
     */
    public Refused(String field, String sentence) {
        this(field, sentence, false);
    }

    private Refused(String field, String sentence, boolean placed) {
        super(sentence, null, false, false);
        this.field = field;
        this.placed = placed;
    }

    /** The same, with the child of a tree in which it was found, unless one further in is named already. */
    public Refused in(String child) {
        return placed ? this : new Refused(field, child + ": " + getMessage(), true);
    }

    /** The field that was wrong, or null where the value as a whole is. */
    public String field() {
        return field;
    }
}
