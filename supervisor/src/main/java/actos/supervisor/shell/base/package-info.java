/**
 * What all rooms of the shell work with: the root's places, the homes of the living, what waits to be decided, the journal
 * and what does not work. May use {@code posix} and the core's records.
 */
package actos.supervisor.shell.base;
