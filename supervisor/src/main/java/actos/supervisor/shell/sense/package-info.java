/**
 * What is seen: looks at single places, scans of all, the kernel's notices, and what people have made of mail and states.
 * What it finds goes into the inbox; it puts back what was deleted, and changes nothing else. May use {@code posix} and
 * {@code shell.base}.
 */
package actos.supervisor.shell.sense;
