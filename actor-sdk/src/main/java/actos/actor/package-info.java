/**
 * How to be an actor in Java: one class that implements {@link actos.actor.Actor}, and a {@code main} of one line,
 * {@code ActorMain.run(new Bank(), args)}.
 *
 * <p>What an actor wants ({@link actos.actor.Context}) and how that comes to pass on disk are apart, so that
 * {@link actos.actor.ActorProbe} can test an actor without a disk. Everything happens on the thread that called
 * {@link actos.actor.ActorMain#run}; the only other thread that has a part is the JVM's own for signals, which says
 * "look now" and nothing else.
 */
package actos.actor;
