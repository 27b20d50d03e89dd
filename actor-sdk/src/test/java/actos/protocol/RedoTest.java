package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedoTest {
    private static Redo parse(String json) {
        return Redo.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void says_which_message_led_to_which_state() {
        assertEquals(new Redo(7, "{\"n\":1}", false), parse("{\"id\":7,\"state\":{\"n\":1}}"));
        assertEquals(new Redo(7, null, true), parse("{\"id\":7,\"stop\":true}"));
        assertEquals("{\"id\":7,\"state\":{\"n\":1},\"stop\":true}\n", new Redo(7, "{\"n\":1}", true).toString());
        assertEquals("{\"id\":7}\n", new Redo(7, null, false).toString());
        Redo stash = new Redo(7, null, false, null, true);
        assertEquals("{\"id\":7,\"stash\":true}\n", stash.toString());
        assertEquals(stash, parse("{\"stash\":true,\"id\":7}"));
        assertEquals(new Redo(7, null, false), parse("{\"stash\":\"yes\",\"id\":7}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.50",
                "-1e300",
                "12345678901234567890123456789",
                "\"a long text, with \\\"quotes\\\", ünï and \\ud83d\\ude00\"",
                "[ 1 , {\"a\" : [] } ]",
                "{\"deep\": {\"er\": [null, true]} }",
                "null",
                "true"
            })
    void a_state_stays_as_it_was_written(String state) {
        assertEquals(state, parse("{ \"state\" : " + state + " , \"id\" : 3 }").state());
        assertEquals(state, parse("{\"id\":3,\"state\":" + state + "}").state());
        assertEquals(state, Redo.parse(new Redo(3, state, true).bytes()).state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"id\":\"7\"}", "{\"id\":0}", "{\"id\":99999999999999999999}", "{\"id\":1", "7"
            })
    void what_cannot_be_carried_out_is_refused(String json) {
        assertThrows(Refused.class, () -> parse(json));
    }
}
