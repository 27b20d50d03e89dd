/**
 * {@code act}, the command line client: one class per command, each a small program that reads and writes the plain
 * files of a root and nothing else.
 *
 * <p>Here it starts: {@link actos.act.Act} lists the commands, {@link actos.act.Failures} turns whatever goes wrong into
 * one sentence and an exit code. Each package below is a room, and says which others it knows: {@code term} and
 * {@code root} lie at the bottom, {@code call} is what every command starts from, {@code wait} is how it meets the
 * supervisor; the commands are in the other rooms, by subject. No room knows what is here.
 */
package actos.act;
