/**
 * What a person or a script gets to see: results and notes, tables, colours and widths, text that is tamed before it
 * reaches a terminal, JSON and what has changed in it, the one sentence with which a command refuses, exit codes.
 *
 * <p>It knows nothing of roots and actors.
 *
 * <p>Knows no other room.
 */
package actos.act.term;
