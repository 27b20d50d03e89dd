/**
 * The operating system: native calls, open directories, times of files, starting and signalling processes. Knows nothing of
 * actors or of the layout of a root, and nothing else of the supervisor; the only place that signals.
 */
package actos.supervisor.posix;
