package actos.protocol;

/**
 * A value that somebody wrote and that cannot be accepted: which field, and a sentence that names the value and what
 * would be right. The sentence is meant to be read by a person, in {@code dead/*.why} and on a terminal.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the field that was wrong, or null where the value as a whole is
     * @param sentence what is wrong, with the value
     */
    public Refused(String field, String sentence) {
        super(sentence, null, false, false);
        this.field = field;
    }

    /** The field that was wrong, or null where the value as a whole is. */
    public String field() {
        return field;
    }
}
