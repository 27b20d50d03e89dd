/**
 * How the system was at a position in the past, told by the journal or by an image.
 *
 * <p>{@link actos.act.replay.Moment} is what commands show of it.
 *
 * <p>Knows {@code call}, {@code history}, {@code root} and {@code term}.
 */
package actos.act.replay;
