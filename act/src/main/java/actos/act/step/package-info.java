/**
 * Debugging: pause and resume, breakpoints, and deliveries one by one, each with what came of it.
 *
 * <p>Knows {@code call}, {@code root}, {@code term} and {@code wait}.
 */
package actos.act.step;
