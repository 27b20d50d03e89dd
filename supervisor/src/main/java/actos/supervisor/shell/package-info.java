/**
 * The program: its arguments, its one loop on one thread, which turns what happens on disk, in processes and in time into
 * events and has the effects carried out, and how it begins and ends. May use all rooms: {@code shell.sense} sees, {@code
 * shell.act} does, {@code shell.tell} says, all with what is in {@code shell.base} and through {@code posix}.
 *
 * <p>Start reading at {@link actos.supervisor.shell.Loop}. {@link actos.supervisor.shell.Assembly} puts everything
 * together.
 */
package actos.supervisor.shell;
