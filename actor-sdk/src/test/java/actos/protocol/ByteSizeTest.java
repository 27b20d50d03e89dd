package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"0k,0", "1k,1024", "500m,524288000", "2g,2147483648", "3t,3298534883328", "999999t,1099510528264372224"
    })
    void is_read_and_written(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse("keep", text));
        assertEquals(text, ByteSize.format(bytes));
    }

    @Test
    void is_written_in_whole_KiB() {
        assertEquals("1k", ByteSize.format(2047));
        assertEquals("2g", ByteSize.format(ByteSize.parse("keep", "2048m")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "g", "2 g", "2G", "2gb", "-2g", "1.5g", "1000000k", "2g\u001b[31m"})
    void anything_else_is_refused_with_what_it_says(String text) {
        Refused refused = assertThrows(Refused.class, () -> ByteSize.parse("--journal-keep", text));
        assertEquals(
                "--journal-keep \"" + Names.printable(text)
                        + "\" is no size: write a number and k, m, g or t, such as 500m",
                refused.getMessage());
    }
}
