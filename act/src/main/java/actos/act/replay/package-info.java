/**
 * How the system was at a position in the past, told by the journal alone.
 *
 * <p>Knows {@code history} and {@code term}.
 */
package actos.act.replay;
