/** A bank as an actor: the example to copy for an actor of one's own in Java. */
package actos.examples.bank;
