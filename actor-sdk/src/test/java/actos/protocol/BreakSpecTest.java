package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakSpecTest {
    @Test
    void stops_always_and_everybody_if_nothing_is_said() {
        assertEquals(new BreakSpec(null, null, BreakSpec.On.MESSAGE, false), parse("{}"));
        assertEquals(parse("{}"), parse("{\"actor\":null,\"when\":null,\"on\":null,\"all\":null}"));
        assertEquals("{}", Json.text(parse("{}").toJson()));
    }

    @Test
    void is_read_back() {
        String all = "{\"actor\":\"bank\",\"when\":\".n > 1\",\"on\":\"state\",\"all\":true}";
        BreakSpec spec = parse(all);
        assertEquals(new BreakSpec(new ActorId("bank"), Condition.parse(".n > 1"), BreakSpec.On.STATE, true), spec);
        assertEquals(all, Json.text(spec.toJson()));
        assertEquals(BreakSpec.On.ENVELOPE, parse("{\"on\":\"envelope\"}").on());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
        []                     #        # not []
        {"actr":"a"}           # actr   # unknown field "actr"; known are actor, when, on, all
        {"actor":"../a"}       # id     # id "../a" must be made of a-z
        {"actor":7}            # actor  # must be a text, not 7
        {"when":true}          # when   # must be a text, not true
        {"when":".a ="}        # when   # wrong at character 4
        {"on":"body"}          # on     # one of "message", "envelope", "state", not "body"
        {"all":"yes"}          # all    # true or false, not "yes"
        {"all":                #        # not JSON
        """)
    void names_what_is_wrong(String json, String field, String sentence) {
        Refused refused = assertThrows(Refused.class, () -> parse(json));
        assertEquals(field, refused.field());
        assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "a/b", "..", "a b", "é", "a\n"})
    void a_name_can_be_no_path_and_no_hidden_file(String name) {
        assertThrows(Refused.class, () -> BreakSpec.name(name));
        assertThrows(Refused.class, () -> new Root(Path.of("/r")).breakpoint(name));
    }

    @Test
    void a_name_is_the_files() {
        assertEquals(Path.of("/r/breaks/1.json"), new Root(Path.of("/r")).breakpoint("1"));
        assertEquals("a".repeat(64), BreakSpec.name("a".repeat(64)));
        assertThrows(Refused.class, () -> BreakSpec.name("a".repeat(65)));
    }

    private static BreakSpec parse(String json) {
        return BreakSpec.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
