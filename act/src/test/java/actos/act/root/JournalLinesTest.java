package actos.act.root;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalLinesTest {
    private final JournalLines lines =
            new JournalLines().withNumber(42).withWord("k2").withWord("buried");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"event\":\"done\",\"id\":42,\"x\":1} | true",
                "{\"event\":\"done\",\"id\":42} | true",
                "{\"event\":\"taken\",\"id\":7,\"cause\":42,\"x\":1} | true",
                "{\"event\":\"taken\",\"id\":7,\"name\":\"k2\"} | true",
                "{\"event\":\"buried\",\"actor\":\"a\"} | true",
                "{\"seq\":42,\"event\":\"done\",\"id\":421} | false",
                "{\"event\":\"done\",\"id\":142,\"cause\":4} | false",
                "{\"event\":\"taken\",\"id\":7,\"name\":\"k22\"} | false",
                "\"id\":4 | false"
            })
    void tells_by_bytes_what_may_have_to_do_with_a_message(String line, boolean isMeant) {
        byte[] bytes =
                (line + "\"id\":42\n").getBytes(StandardCharsets.UTF_8); // what comes behind the line does not count
        int end = line.getBytes(StandardCharsets.UTF_8).length;
        assertEquals(isMeant, lines.mayBeMeant(bytes, 0, end));
    }
}
