/**
 * What is done: effects become renames, directories, processes and control files; what came of each goes back to the core.
 * May use all rooms but the program's, which is {@code shell} itself.
 */
package actos.supervisor.shell.act;
