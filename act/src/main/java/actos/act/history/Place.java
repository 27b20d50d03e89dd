package actos.act.history;

/**
 * A place in the journal.
 *
 * @param file which of its files, counted from the oldest
 * @param offset where a line begins
 */
public record Place(int file, long offset) implements Comparable<Place> {
    /** Where the journal begins. */
    public static final Place START = new Place(0, 0);

    @Override
    public int compareTo(Place other) {
        return file != other.file ? Integer.compare(file, other.file) : Long.compare(offset, other.offset);
    }
}
