/** The part of the shop that is in Java: its payments. */
package actos.examples.shop;
