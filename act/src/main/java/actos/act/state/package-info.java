/**
 * Actors' states: shown, queried and changed by hand.
 *
 * <p>Knows {@code call}, {@code replay}, {@code root} and {@code term}.
 */
package actos.act.state;
