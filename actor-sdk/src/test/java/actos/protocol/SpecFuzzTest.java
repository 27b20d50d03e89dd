package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Whatever a request or a {@code redo.json} says: it is refused, or it is understood as it was meant. */
class SpecFuzzTest {
    @FuzzTest
    void a_specification_is_read_back(byte[] input) {
        ActorSpec spec;
        try {
            spec = ActorSpec.parse(input);
        } catch (Refused e) {
            assertTrue(e.getMessage().length() < 2_000, e.getMessage());
            return;
        }
        if (JsonFuzzTest.isWhole(spec.state())) {
            assertEquals(spec, ActorSpec.parse(spec.bytes()));
            assertEquals(spec, ActorSpec.parse(Json.bytes(spec.toJson())));
        }
        assertTrue(spec.hasProcess() != (spec.manual() || spec.isGroup()), "a program, or nobody");
        assertFalse(spec.period().isZero());
        assertTrue(spec.maxAttempts() >= 1 && spec.intensity() >= 0);
        JsonNode state = Json.parseExactly(input).get("state");
        String kept = spec.state();
        if (JsonFuzzTest.isWhole(kept)) {
            JsonFuzzTest.assertSame(state == null ? parse("{}") : state, parse(kept));
        }
    }

    @FuzzTest
    void a_redo_says_what_stands_in_it(byte[] input) {
        Redo redo;
        try {
            redo = Redo.parse(input);
        } catch (Refused e) {
            return;
        }
        assertEquals(redo, Redo.parse(redo.bytes()));
        JsonNode read = Json.parse(input);
        assertEquals(read.get("id").longValue(), redo.id());
        assertTrue(redo.id() > 0);
        assertEquals(read.path("stop").isBoolean() && read.get("stop").booleanValue(), redo.stop());
        assertEquals(read.has("state"), redo.state() != null);
        if (redo.state() != null) {
            assertTrue(new String(input, StandardCharsets.UTF_8).contains(redo.state()), "byte for byte");
            assertEquals(read.get("state"), Json.parse(redo.state().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static JsonNode parse(String json) {
        return Json.parseExactly(json.getBytes(StandardCharsets.UTF_8));
    }
}
