/**
 * What is in {@code dead/}: listed, shown, deleted, sent again, revived.
 *
 * <p>Knows {@code call}, {@code look}, {@code root}, {@code term} and {@code wait}.
 */
package actos.act.dead;
