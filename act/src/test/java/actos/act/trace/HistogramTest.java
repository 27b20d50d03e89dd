package actos.act.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void percentiles_are_wrong_by_at_most_a_32nd() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            int bits = 1 + round;
            long[] values = LongStream.generate(() -> random.nextLong() >>> 63 - bits >>> random.nextInt(bits))
                    .limit(1 + random.nextInt(2000))
                    .sorted()
                    .toArray();
            Histogram histogram = new Histogram();
            LongStream.of(values).forEach(histogram::add);
            for (double part : new double[] {0.5, 0.9, 0.99, 1}) {
                long exact = values[(int) Math.ceil(part * values.length) - 1];
                long found = histogram.percentile(part);
                assertTrue(
                        Math.abs(found - exact) <= exact / 32.0,
                        part + " of " + bits + ": " + found + ", not " + exact);
            }
            assertEquals(values[values.length - 1], histogram.longest());
            assertEquals(values.length, histogram.count());
        }
    }

    @Test
    void takes_what_no_clock_can_tell() {
        Histogram histogram = new Histogram();
        assertEquals(0, histogram.percentile(0.5));
        histogram.add(-5);
        assertEquals(0, histogram.percentile(1));
        histogram.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, histogram.longest());
        assertTrue(histogram.percentile(1) > Long.MAX_VALUE / 32 * 31);
    }
}
