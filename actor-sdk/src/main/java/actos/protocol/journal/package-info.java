/**
 * The events of the journal as types. The supervisor writes each by the record that it is, and whoever reads the journal
 * gets the same records back; the table in {@code docs/reference/journal.md} is checked against them.
 */
package actos.protocol.journal;
