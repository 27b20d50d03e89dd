/** The soak's actor on the SDK: the same teller as {@code teller.py}. */
package actos.examples.soak;
