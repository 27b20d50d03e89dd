/**
 * Messages: sent, asked and answered; listed while they wait; and changed by hand, each change by one rename, with a way
 * back.
 *
 * <p>Knows {@code call}, {@code replay}, {@code root}, {@code state}, {@code term} and {@code wait}.
 */
package actos.act.mail;
