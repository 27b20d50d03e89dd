/**
 * What happened, drawn and in numbers: who sent what to whom, and when; how much actors do; a part of a state over time.
 *
 * <p>{@link actos.act.trace.Diagram} is what there is to draw, and knows nothing of how; each {@link actos.act.trace.Form}
 * writes it in one way.
 *
 * <p>Knows {@code call}, {@code history}, {@code replay}, {@code root}, {@code state} and {@code term}.
 */
package actos.act.trace;
