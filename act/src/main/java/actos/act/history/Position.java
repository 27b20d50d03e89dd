package actos.act.history;

/**
 * A place in the journal.
 *
 * @param file which of its files, counted from the oldest
 * @param offset where a line begins
 */
public record Position(int file, long offset) implements Comparable<Position> {
    static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
        return file != other.file ? Integer.compare(file, other.file) : Long.compare(offset, other.offset);
    }
}
