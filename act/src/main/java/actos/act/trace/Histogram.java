package actos.act.trace;

import java.util.Arrays;

/**
 * How often which values came, in bounded memory: exactly below 32, and then in 16 buckets for each power of two, each as wide
 * as a sixteenth of where the power begins. So a percentile is wrong by at most a 32nd, 3.2%. The longest is exact.
 */
final class Histogram {
    private static final int EXACT = 32;
    private static final int BUCKETS = 16;

    private long[] counts = new long[EXACT];
    private long count;
    private long sum;
    private long longest;

    /** @param value not negative: what is, counts as 0 */
    void add(long value) {
        long counted = Math.max(0, value);
        int bucket = bucket(counted);
        if (bucket >= counts.length) {
            counts = Arrays.copyOf(counts, bucket + BUCKETS);
        }
        counts[bucket]++;
        count++;
        sum += counted;
        longest = Math.max(longest, counted);
    }

    long count() {
        return count;
    }

    long sum() {
        return sum;
    }

    /** 0 if there is none. */
    long longest() {
        return longest;
    }

    /** The value that this part of all do not exceed; 0 if there is none. */
    long percentile(double part) {
        long wanted = (long) Math.ceil(part * count);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted && seen > 0) {
                return Math.min(middle(bucket), longest);
            }
        }
        return longest;
    }

    private static int bucket(long value) {
        if (value < EXACT) {
            return (int) value;
        }
        int power = 63 - Long.numberOfLeadingZeros(value);
        int within = (int) (value >>> power - 4) - BUCKETS;
        return EXACT + (power - 5) * BUCKETS + within;
    }

    private static long middle(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int power = (bucket - EXACT) / BUCKETS + 5;
        long width = 1L << power - 4;
        return (BUCKETS + (bucket - EXACT) % BUCKETS) * width + width / 2;
    }
}
