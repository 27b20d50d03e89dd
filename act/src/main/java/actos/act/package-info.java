/**
 * {@code act}, the command line client: one class per command, each a small program that reads and writes the plain
 * files of a root and nothing else.
 *
 * <p>{@link actos.act.Act} lists the commands. {@link actos.act.call.Workspace} is what they have in common: the root, the
 * output, the supervisor. {@link actos.act.Failures} turns whatever goes wrong into one sentence and an exit code.
 */
package actos.act;
