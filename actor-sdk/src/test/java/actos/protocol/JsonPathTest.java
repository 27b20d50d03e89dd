package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
    @Test
    void is_written_as_jq_writes_it() {
        assertEquals(List.of(), JsonPath.parse(".").steps());
        assertEquals(
                List.of("a", "b", 0, "x y", -1, "z"),
                JsonPath.parse(" .a.b[0].\"x y\"[-1][\"z\"] ").steps());
        assertThrows(Refused.class, () -> JsonPath.parse("a"));
        assertThrows(Refused.class, () -> JsonPath.parse(".a == 1"));
        assertThrows(Refused.class, () -> JsonPath.parse("(.a)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
        {"a":1}         # .            # {"v":0}
        {"a":1}         # .a           # {"a":{"v":0}}
        {"a":1}         # .b.c[2].d    # {"a":1,"b":{"c":[null,null,{"d":{"v":0}}]}}
        null            # [1]          # refused
        null            # .[1]         # [null,{"v":0}]
        [1,2]           # .[-1]        # [1,{"v":0}]
        {"a":null}      # .a[0]        # {"a":[{"v":0}]}
        """)
    void what_is_missing_on_the_way_is_made(String whole, String path, String result) {
        if (result.equals("refused")) {
            assertThrows(Refused.class, () -> JsonPath.parse(path));
        } else {
            assertEquals(json(result), JsonPath.parse(path).set(json(whole), json("{\"v\":0}")));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
        {"a":1}         # .a.b         # .a is 1, in which there is no field b
        [1]             # .a           # the whole is [1], in which there is no field a
        {"a":{}}        # .a[0]        # .a is {}, in which there is no element 0
        [1]             # .[-2]        # there is no element -2 in a list of 1
        [1]             # .[99999999]  # there is no element 99999999 in a list of 1
        """)
    void leads_into_nothing_else(String whole, String path, String sentence) {
        Refused refused = assertThrows(Refused.class, () -> JsonPath.parse(path).set(json(whole), json("0")));
        assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
    }

    private static JsonNode json(String json) {
        return Json.parseExactly(json.getBytes(StandardCharsets.UTF_8));
    }
}
