package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever somebody writes as a condition: it is refused in a sentence, or it can be asked of any value and ends soon. */
class ConditionFuzzTest {
    private static final List<JsonNode> VALUES = List.of(
            json("null"),
            json("{\"a\":{\"b\":[1,\"x\",null]},\"n\":1.5}"),
            json("[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\",{}]"),
            json("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\\n\""),
            json("12345678901234567890"));

    @FuzzTest
    void a_condition_is_refused_or_always_ends(byte[] input) {
        Condition condition;
        try {
            condition = Condition.parse(new String(input, StandardCharsets.UTF_8));
        } catch (Refused e) {
            assertEquals("when", e.field());
            assertTrue(e.getMessage().length() < 5_000, e.getMessage());
            return;
        }
        assertEquals(condition, Condition.parse(condition.toString()));
        for (JsonNode value : VALUES) {
            assertFalse(condition.holds(value) && condition.fault(value) != null, "it cannot be told, and holds");
            assertEquals(condition.holds(value), condition.holds(value));
        }
    }

    @FuzzTest
    void a_breakpoint_is_refused_or_read_back(byte[] input) {
        try {
            BreakSpec spec = BreakSpec.parse(input);
            assertEquals(spec, BreakSpec.parse(Json.bytes(spec.toJson())));
        } catch (Refused e) {
            assertTrue(e.getMessage().length() < 5_000, e.getMessage());
        }
    }

    private static JsonNode json(String json) {
        return Json.parseExactly(json.getBytes(StandardCharsets.UTF_8));
    }
}
