/**
 * An actor's way into the system and out of it: written, requested, attached, started again, crashed, stopped, awaited;
 * and the end of the whole system.
 *
 * <p>Knows {@code call}, {@code root}, {@code term} and {@code wait}.
 */
package actos.act.life;
