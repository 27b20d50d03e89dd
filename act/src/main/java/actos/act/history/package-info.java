/**
 * The read model of the past: the journal, read forwards and backwards as far as it is asked for. It never writes.
 *
 * <p>{@link actos.act.history.Past} is the way to every line, {@link actos.act.history.RecordedBytes} to what
 * is too long for one.
 *
 * <p>Knows no other room.
 */
package actos.act.history;
