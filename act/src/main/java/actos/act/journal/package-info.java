/**
 * The journal as a thing on the disk: how far it reaches back, what is missing in it, and how its oldest part is deleted.
 *
 * <p>Knows {@code call}, {@code history} and {@code term}.
 */
package actos.act.journal;
