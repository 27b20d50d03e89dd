/**
 * One call of {@code act}: what surrounds it, the options that all commands have, the root that it is about and the way
 * to that root's supervisor; what the user hands it, as a file, standard input, a program or in an editor; and the only
 * places from which it signals and deletes directories.
 *
 * <p>{@link actos.act.call.Workspace} is what each command starts from.
 *
 * <p>Knows {@code root} and {@code term}.
 */
package actos.act.call;
