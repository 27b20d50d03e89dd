package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request is taken as it is meant, or refused with the field and the value. */
class ActorSpecTest {
    private static ActorSpec parse(String json) {
        return ActorSpec.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_path_is_enough() {
        ActorSpec spec = parse("{'path':'/bin/cat'}");
        assertEquals(
                new ActorSpec(
                        null,
                        "/bin/cat",
                        List.of(),
                        "{}",
                        Map.of(),
                        null,
                        false,
                        Duration.ofSeconds(10),
                        false,
                        Restart.TEMPORARY,
                        5,
                        Duration.ofSeconds(60),
                        new ActorSpec.Backoff(Duration.ofMillis(100), Duration.ofSeconds(30)),
                        ActorSpec.OnRestart.KEEP,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        3,
                        null,
                        new Supervision(
                                null,
                                false,
                                Supervision.Strategy.ONE_FOR_ONE,
                                Supervision.Order.SEQUENTIAL,
                                Supervision.AutoShutdown.NEVER,
                                List.of(),
                                List.of())),
                spec);
    }

    @Test
    void every_field_is_read_and_written_back() {
        ActorSpec spec = parse("{'id':'teller','path':'bash','args':['-c','é'],'state':{'n':[1,2.5,null]},"
                + "'env':{'A_1':'b'},'cwd':'/tmp','ready':'file','readyTimeout':'90s','manual':false,'restart':'transient',"
                + "'intensity':0,'period':'5m','backoff':{'max':'10s','first':'50ms'},'onRestart':'initial',"
                + "'stopTimeout':'5s','handleTimeout':'2m','maxAttempts':7}");
        assertEquals(new ActorId("teller"), spec.id());
        assertEquals("bash", spec.path());
        assertEquals(List.of("-c", "é"), spec.args());
        assertEquals("{\"n\":[1,2.5,null]}", spec.state());
        assertEquals(Map.of("A_1", "b"), spec.env());
        assertEquals("/tmp", spec.cwd());
        assertTrue(spec.readyByFile());
        assertEquals(Restart.TRANSIENT, spec.restart());
        assertEquals(0, spec.intensity());
        assertEquals(Duration.ofMinutes(5), spec.period());
        assertEquals(new ActorSpec.Backoff(Duration.ofMillis(50), Duration.ofSeconds(10)), spec.backoff());
        assertEquals(ActorSpec.OnRestart.INITIAL, spec.onRestart());
        assertEquals(Duration.ofSeconds(5), spec.stopTimeout());
        assertEquals(Duration.ofSeconds(90), spec.readyTimeout());
        assertEquals(Duration.ofMinutes(2), spec.handleTimeout());
        assertEquals(7, spec.maxAttempts());
        assertEquals(spec, ActorSpec.parse(spec.bytes()));
    }

    @Test
    void the_numbers_of_the_first_state_stay_as_they_were_written() {
        String state = "{\"price\":12345678901234567.89,\"rate\":2.50,\"big\":1E+300}";
        ActorSpec spec = parse("{'path':'/x','state':" + state + "}");
        assertEquals(state, spec.state());
        assertEquals(state, ActorSpec.parse(spec.bytes()).state());
    }

    @Test
    void a_manual_actor_has_no_program() {
        ActorSpec spec = parse("{'manual':true,'state':5}");
        assertTrue(spec.manual());
        assertNull(spec.path());
        assertEquals("5", spec.state());
        assertEquals(spec, ActorSpec.parse(spec.bytes()));
    }

    @Test
    void null_is_as_if_it_were_not_there() {
        assertEquals(
                parse("{'path':'/x'}"),
                parse("{'path':'/x','id':null,'args':null,'env':null,'cwd':null,'ready':null,'manual':null,"
                        + "'restart':null,'stopTimeout':null,'handleTimeout':null,'maxAttempts':null}"));
        assertEquals("null", parse("{'path':'/x','state':null}").state());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'id':'..'               | id      | id \"..\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "'id':7                  | id      | id must be a text, not 7",
                "'id':''                 | id      | id \"\" is empty",
                "'path':5                | path    | path must be a text, not 5",
                "'path':''               | path    | path \"\" names no file",
                "'path':'a\\u0000b'      | path    | path \"a\\\\u0000b\" names no file",
                "'path':'./a'            | path    | path \"./a\" is relative: give an absolute one or a bare name",
                "'path':'bin/a'          | path    | path \"bin/a\" is relative: give an absolute one or a bare name",
                "'path':null             | path    | \"path\" is missing: it names the executable; a group has \"children\" instead",
                "'args':'x'              | args    | args must be a list of texts, not \"x\"",
                "'args':['x',5]          | args    | args must be a list of texts, but holds 5",
                "'args':['a\\ud800']     | args    | args must be a list of texts, but holds \"a\\ud800\"",
                "'args':['a\\u0000']     | args    | args must be a list of texts, but holds \"a\\\\u0000\"",
                "'env':['A=b']           | env     | env must be an object of texts, not [\"A=b\"]",
                "'env':{'A':5}           | env     | env A must be a text, not 5",
                "'env':{'A=':'b'}        | env     | env \"A=\" is no name of a variable",
                "'env':{'':'b'}          | env     | env \"\" is no name of a variable",
                "'env':{'A':'\\u0000'}   | env     | env A must be a text, not \"\\\\u0000\"",
                "'cwd':'tmp'             | cwd     | cwd \"tmp\" is no absolute path",
                "'cwd':true              | cwd     | cwd must be a text, not true",
                "'ready':'yes'           | ready   | ready must be one of \"signal\", \"file\", not \"yes\"",
                "'ready':true            | ready   | ready must be one of \"signal\", \"file\", not true",
                "'readyTimeout':'0s'     | readyTimeout | readyTimeout must be longer than 0",
                "'readyTimeout':10       | readyTimeout | readyTimeout must be a text, not 10",
                "'manual':'no'           | manual  | manual must be true or false, not \"no\"",
                "'manual':true           | path    | a manual actor has no \"path\"",
                "'restart':'often'       | restart | restart must be one of \"permanent\", \"transient\", \"temporary\", not \"often\"",
                "'intensity':-1          | intensity | intensity must be a whole number, 0 or more, not -1",
                "'period':'0s'           | period  | period must be longer than 0",
                "'backoff':'1s'          | backoff | backoff must be an object with \"first\" and \"max\", not \"1s\"",
                "'backoff':{'firts':'1s'}| backoff | unknown field \"firts\" in backoff; known are first, max",
                "'backoff':{'first':'2s','max':'1s'}| backoff | backoff first 2s is longer than max 1s",
                "'onRestart':'drop'      | onRestart | onRestart must be one of \"keep\", \"initial\", not \"drop\"",
                "'stopTimeout':30        | stopTimeout   | stopTimeout must be a text, not 30",
                "'stopTimeout':'soon'    | stopTimeout   | stopTimeout \"soon\" is no duration: write a number and ms, s, m, h or d",
                "'handleTimeout':'-1s'   | handleTimeout | handleTimeout \"-1s\" is no duration: write a number and ms, s, m, h or d",
                "'handleTimeout':'999999999999h' | handleTimeout | handleTimeout \"999999999999h\" is longer than 36500d",
                "'maxAttempts':0         | maxAttempts   | maxAttempts must be a whole number, 1 or more, not 0",
                "'maxAttempts':1.5       | maxAttempts   | maxAttempts must be a whole number, 1 or more, not 1.5",
                "'maxAttempts':'3'       | maxAttempts   | maxAttempts must be a whole number, 1 or more, not \"3\"",
                "'maxAttempts':3000000000| maxAttempts   | maxAttempts must be a whole number, 1 or more, not 3000000000",
                "'owner':7               | owner | owner must be an object with \"pid\", \"startTime\" and \"bootId\", not 7",
                "'owner':{'pid':7}       | owner | owner must be an object with \"pid\", \"startTime\" and \"bootId\", not {\"pid\":7}"
            })
    void a_bad_value_is_refused_with_its_field_and_itself(String entry, String field, String sentence) {
        String rest = entry.startsWith("'path'") ? "" : ",'path':'/bin/cat'";
        Refused refused = assertThrows(Refused.class, () -> parse("{" + entry.strip() + rest + "}"));
        assertEquals(field, refused.field());
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void an_owner_is_a_process() {
        ActorSpec spec = parse("{'manual':true,'owner':{'pid':7,'startTime':8,'bootId':'b'}}");
        assertEquals(new ProcessIdentity(7, 8, "b"), spec.owner());
        assertEquals(spec, ActorSpec.parse(spec.bytes()));
    }

    @Test
    void an_unknown_field_is_refused_with_those_that_are_known() {
        Refused refused = assertThrows(Refused.class, () -> parse("{'path':'/x','Path\\n':'1'}"));
        assertEquals("Path\n", refused.field());
        assertEquals(
                "unknown field \"Path\\n\"; known are args, autoShutdown, backoff, children, cwd, env, handleTimeout, id, intensity, "
                        + "manual, maxAttempts, onRestart, order, owner, parent, path, period, ready, readyTimeout, restart, significant, state, "
                        + "stopTimeout, strategy, watch",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]           | a request is a JSON object, not []",
                "'x'          | a request is a JSON object, not \"x\"",
                "null         | a request is a JSON object, not null",
                "``           | not JSON: it is empty"
            })
    void what_is_no_object_is_refused_as_a_whole(String json, String sentence) {
        Refused refused = assertThrows(Refused.class, () -> parse(json));
        assertNull(refused.field());
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void what_is_not_JSON_is_refused_with_line_and_column() {
        Refused refused = assertThrows(Refused.class, () -> parse("{'path':\n 'x'"));
        assertNull(refused.field());
        assertTrue(
                refused.getMessage().startsWith("not JSON: ")
                        && refused.getMessage().contains("line 2"),
                refused.getMessage());
        assertThrows(Refused.class, () -> parse("{'path':'/x'} {}"));
    }

    @Test
    void a_program_can_be_said_in_Java() {
        ActorSpec spec = ActorSpec.program("bash", "-c", "true").with("id", "b").with("stopTimeout", "1s");
        assertEquals(parse("{'path':'bash','args':['-c','true'],'id':'b','stopTimeout':'1s'}"), spec);
        assertThrows(Refused.class, () -> spec.with("restart", "always"));
    }

    @Test
    void a_specification_is_resolved_for_an_id_and_an_executable() {
        ActorSpec spec = parse("{'path':'cat','args':['x']}").resolved(new ActorId("c"), "/bin/cat");
        assertEquals(parse("{'id':'c','path':'/bin/cat','args':['x']}"), spec);
        assertFalse(spec.equals(parse("{'path':'cat','args':['x']}")));
    }
}
