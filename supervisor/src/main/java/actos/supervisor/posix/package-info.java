/**
 * The operating system: native calls, open directories, times of files, starting and signalling processes. Knows nothing of
 * actors, of a root's paths or of the rest of the supervisor; the only place that signals.
 */
package actos.supervisor.posix;
