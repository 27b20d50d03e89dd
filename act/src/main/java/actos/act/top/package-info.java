/**
 * The system as a view that is drawn again and again, with keys that act on it.
 *
 * <p>Knows {@code call}, {@code look}, {@code root}, {@code step}, {@code term} and {@code wait}.
 */
package actos.act.top;
