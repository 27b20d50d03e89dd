package actos.act.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDiffTest {

    @Test
    void names_what_was_added_removed_and_replaced() {
        assertLines("{'n':5}", "{'n':7}", "~ .n  5 → 7");
        assertLines("{'a':1,'b':{'c':[1]}}", "{'b':{'c':[1,2]},'d':null}", "- .a  1", "+ .b.c[1]  2", "+ .d  null");
        assertLines("1", "{'n':1}", "~ .  1 → {\"n\":1}");
        assertLines("[1,[2]]", "[1,[3]]", "~ .[1][0]  2 → 3");
        assertLines(
                "{'odd key':1,'ü':[0]}", "{'odd key':2,'ü':[1]}", "~ .[\"odd key\"]  1 → 2", "~ .[\"ü\"][0]  0 → 1");
    }

    @Test
    void a_value_that_appears_or_goes_is_one_change() {
        assertEquals(
                List.of("+ .  {\"n\":1}"),
                JsonDiff.between(null, json("{'n':1}")).lines(Terminal.none()));
        assertEquals(List.of("- .  1"), JsonDiff.between(json("1"), null).lines(Terminal.none()));
        assertTrue(JsonDiff.between(null, null).isEmpty());
    }

    @Test
    void the_ends_of_lists_that_are_alike_stay_out_of_it() {
        assertLines("['a','b','c']", "['b','c']", "- .[0]  \"a\"");
        assertLines("['b','c']", "['a','b','c']", "+ .[0]  \"a\"");
        assertLines("[1,2,3,4,9]", "[1,9]", "- .[3]  4", "- .[2]  3", "- .[1]  2");
        assertLines("[1,1]", "[1,1,1]", "+ .[2]  1");
    }

    @Test
    void equal_numbers_are_equal_however_they_are_written() {
        assertLines("{'n':1,'m':[1e2]}", "{'n':1.0,'m':[100]}");
        assertLines("[1e300]", "[1e300,2]", "+ .[1]  2");
        assertLines("1", "'1'", "~ .  1 → \"1\"");
        assertLines(
                "123456789012345678901", "123456789012345678902", "~ .  123456789012345678901 → 123456789012345678902");
    }

    @Test
    void is_a_json_patch() {
        assertEquals(
                "[{\"op\":\"replace\",\"path\":\"/a~1b/0\",\"value\":2},{\"op\":\"remove\",\"path\":\"/~0\"},"
                        + "{\"op\":\"add\",\"path\":\"/c\",\"value\":null}]",
                JsonDiff.between(json("{'a/b':[1],'~':1}"), json("{'a/b':[2],'c':null}"))
                        .json()
                        .toString());
    }

    @Test
    void what_does_not_fit_beside_each_other_stands_on_two_lines() {
        Terminal narrow = new Terminal(true, false, false, () -> 40);
        assertEquals(
                List.of("- .text  \"once upon a time\"", "+ .text  \"there was a diff\""),
                JsonDiff.between(json("{'text':'once upon a time'}"), json("{'text':'there was a diff'}"))
                        .lines(narrow));
    }

    @Test
    void colours_old_and_new_where_they_are_wanted_and_lets_nobody_steer_the_terminal() {
        Terminal coloured = new Terminal(true, false, true, () -> 80);
        assertEquals(
                List.of("~ .n  \u001b[31m5\u001b[0m → \u001b[32m7\u001b[0m"),
                JsonDiff.between(json("{'n':5}"), json("{'n':7}")).lines(coloured));
        assertLines("{}", "{'\\u009b2J':'\\u202e'}", "+ .[\"\\u009b2J\"]  \"\\u202e\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void applied_to_the_first_value_it_makes_the_second(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            JsonNode before = any(random, 3);
            JsonNode after = random.nextInt(4) == 0 ? any(random, 3) : changed(before, random);
            JsonDiff diff = JsonDiff.between(before, after);
            assertEquals(
                    after, applied(before.deepCopy(), diff.json()), () -> before + " to " + after + ": " + diff.json());
            assertEquals(before.equals(after), diff.isEmpty());
        }
    }

    private static JsonNode any(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 3 : 6);
        if (kind < 3) {
            return kind == 0 ? json("null") : json(Integer.toString(random.nextInt(3)));
        }
        ArrayNode list = Json.mapper().createArrayNode();
        ObjectNode object = Json.mapper().createObjectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(any(random, depth - 1));
            object.set("abcde/~".substring(i, i + 1), any(random, depth - 1));
        }
        return kind == 3 ? list : object;
    }

    private static JsonNode changed(JsonNode value, Random random) {
        JsonNode copy = value.deepCopy();
        if (copy instanceof ObjectNode object && !object.isEmpty()) {
            String field = object.fieldNames().next();
            object.set(field, changed(object.get(field), random));
            return object;
        }
        if (copy instanceof ArrayNode list && !list.isEmpty()) {
            int at = random.nextInt(list.size());
            return switch (random.nextInt(3)) {
                case 0 -> list.insert(at, any(random, 1));
                case 1 -> {
                    list.remove(at);
                    yield list;
                }
                default -> list.set(at, changed(list.get(at), random));
            };
        }
        return any(random, 1);
    }

    /** What somebody else, who knows the RFC, makes of the patch. */
    private static JsonNode applied(JsonNode value, ArrayNode patch) {
        JsonNode result = value;
        for (JsonNode operation : patch) {
            String path = operation.path("path").asText();
            String op = operation.path("op").asText();
            if (path.isEmpty()) {
                result = operation.get("value");
                continue;
            }
            JsonNode parent = result.at(path.substring(0, path.lastIndexOf('/')));
            String last =
                    path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
            if (parent instanceof ArrayNode list) {
                int at = Integer.parseInt(last);
                assertTrue(at < list.size() + (op.equals("add") ? 1 : 0));
                switch (op) {
                    case "add" -> list.insert(at, operation.get("value"));
                    case "remove" -> list.remove(at);
                    default -> list.set(at, operation.get("value"));
                }
            } else if (parent instanceof ObjectNode object) {
                assertEquals(op.equals("add"), !object.has(last));
                if (op.equals("remove")) {
                    object.remove(last);
                } else {
                    object.set(last, operation.get("value"));
                }
            }
        }
        return result;
    }

    private static void assertLines(String before, String after, String... lines) {
        assertEquals(List.of(lines), JsonDiff.between(json(before), json(after)).lines(Terminal.none()));
    }

    private static JsonNode json(String quoted) {
        return Json.parse(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
