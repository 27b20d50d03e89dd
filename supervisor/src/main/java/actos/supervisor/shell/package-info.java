/**
 * The world around the core: one loop on one thread turns what happens on disk, in processes and in time into events,
 * and carries out the effects.
 *
 * <p>Start reading at {@link actos.supervisor.shell.Loop}. {@link actos.supervisor.shell.Supervisor} puts everything
 * together. Only exits of processes and signals come from other threads, through
 * {@link actos.supervisor.shell.Inbox}.
 */
package actos.supervisor.shell;
