/**
 * Asks the supervisor for something and waits until it is done: that a change of a mailbox was seen, that something is
 * paused, that a message was handled, that an actor was started, started again or has ended, that the system stands still.
 *
 * <p>A wait ends with what was awaited, or with a sentence that says what is missing.
 *
 * <p>Knows {@code call}, {@code root} and {@code term}.
 */
package actos.act.wait;
