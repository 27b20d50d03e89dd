/**
 * Images of a whole system: saved, checked, compared, loaded.
 *
 * <p>Knows {@code call}, {@code mail}, {@code replay}, {@code root}, {@code state}, {@code term} and {@code wait}.
 */
package actos.act.image;
