/** The two Java actors of the example {@code word-count}: one of its counters, and the one that adds up. */
package actos.examples.wordcount;
