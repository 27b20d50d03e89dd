/**
 * Commands that only look: actors, trees, all about one actor or message, the journal, output, who waits for whom.
 *
 * <p>Knows {@code call}, {@code history}, {@code mail}, {@code replay}, {@code root}, {@code state}, {@code step},
 * {@code term} and {@code wait}.
 */
package actos.act.look;
