/**
 * What happened, drawn: who sent what to whom, and when.
 *
 * <p>{@link actos.act.trace.Diagram} is what there is to draw, and knows nothing of how; each {@link actos.act.trace.Form}
 * writes it in one way.
 *
 * <p>Knows {@code call}, {@code history}, {@code root} and {@code term}.
 */
package actos.act.trace;
