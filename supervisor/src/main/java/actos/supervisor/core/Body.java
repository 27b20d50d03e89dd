package actos.supervisor.core;

/**
 * A message's content. The core never looks at it: it is carried from the examination of the file to the journal.
 */
public interface Body {
    /** Tells this content from another one; never 0. */
    long hash();
}
