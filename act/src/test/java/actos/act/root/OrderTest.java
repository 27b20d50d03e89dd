package actos.act.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    @ParameterizedTest
    @CsvSource({
        "000000000041,000000000043,000000000042",
        "000000000041,000000000042,0000000000425",
        "0000000000425,000000000042,0000000000427",
        "000000000041,0000000000420,00000000004205",
        "000000000041,00000000004200000000,",
        "000000000042,000000000042,",
        "000000000043,000000000042,",
        "99,9,",
        "0000000000428,000000000042,00000000004295",
        "00000000004298,000000000042,000000000042995",
        "09,1,15",
        "19,2,25",
        "a1000000000041,a1000000000042,a10000000000425",
        "a9999999999999,b10000000000000,",
        "000000000042,a1000000000000,5",
        "999999999999,a1000000000000,"
    })
    void finds_the_shortest_between_two(String low, String high, String between) {
        assertEquals(between, Order.between(low, high));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void what_is_found_is_always_between(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String a = digits(random);
            String b = digits(random);
            String low = (a + "~").compareTo(b + "~") < 0 ? a : b;
            String high = low.equals(a) ? b : a;
            String between = Order.between(low, high);
            if (between != null) {
                assertTrue(between.length() <= 20 && between.matches("[0-9]+"), between);
                assertTrue((low + "~").compareTo(between + "~") < 0, seed + ": " + low + " " + between + " " + high);
                assertTrue((between + "~").compareTo(high + "~") < 0, seed + ": " + low + " " + between + " " + high);
            } else {
                assertTrue(low.equals(high) || low.matches(high + "9+"), seed + ": " + low + " " + high);
            }
        }
    }

    @Test
    void there_is_no_room_within_the_last_digit() {
        assertNull(Order.between("00000000000000000041", "00000000000000000042"));
        assertNull(Order.between("1", "1"));
    }

    private static String digits(Random random) {
        StringBuilder digits = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            digits.append(random.nextInt(3) == 0 ? 9 : random.nextInt(3));
        }
        return digits.toString();
    }
}
