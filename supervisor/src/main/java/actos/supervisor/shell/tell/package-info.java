/**
 * What the supervisor says of itself and of the actors: status files, what earlier shutdowns have ended, an actor's life in
 * the journal and the log. May use {@code posix}, {@code shell.base} and {@code shell.sense}.
 */
package actos.supervisor.shell.tell;
