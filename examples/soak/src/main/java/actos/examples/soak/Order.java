package actos.examples.soak;

/**
 * What a teller is told: {@code {"src": "outside", "n": 7, "pay": 10, "hops": 2}}. Without pay and credit it is only
 * counted.
 *
 * @param src who numbered it
 * @param n its number; each pair of sender and receiver counts from 1
 * @param pay what the teller is to pay to the next one out of its own
 * @param credit what the sender has paid to this teller
 * @param hops how often the money is to be passed on
 * @param split whether to pay in two halves
 * @param poison whether to crash
 */
record Order(String src, long n, long pay, long credit, int hops, boolean split, boolean poison) {}
