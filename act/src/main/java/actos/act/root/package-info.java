/**
 * The read model of a root: its actors and their trees, mail that waits and in which order it goes, messages and what
 * became of them, breakpoints, questions, what is dead, and who holds the lock. It looks at the disk without trusting it,
 * and never writes, deletes or signals.
 *
 * <p>{@link actos.act.root.Disk} is the way to every file; {@link actos.act.root.Polling} looks again until something is
 * there.
 *
 * <p>Knows {@code history} and {@code term}.
 */
package actos.act.root;
