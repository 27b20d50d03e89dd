package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and file names: what is one, what is none and why, and that each is read back as it was written. */
class NamesTest {
    private static final String LONGEST_ID = "a".repeat(64);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/var/actors-1 | /var/actors-1",
                "/tmp/ä | /tmp/ä",
                "a b | 'a b'",
                "it's | 'it'\\''s'",
                "\"\" | ''",
                "$x | '$x'"
            })
    void a_word_of_a_command_can_be_pasted(String text, String word) {
        assertEquals(word, Names.shellWord(text));
    }

    // ---- ids --------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "Z", "counter", "counter-2", "a.b_c-d", "actor", "ALL", "Dead", "a.jso", "x.json.", "a-"})
    void an_id_is_a_letter_and_plain_characters(String value) {
        assertTrue(ActorId.isValid(value));
        assertEquals(value, new ActorId(value).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''           | id \"\" is empty",
                "..           | id \"..\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                ".a           | id \".a\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "a/b          | id \"a/b\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "a::b         | id \"a::b\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "7up          | id \"7up\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "-rf          | id \"-rf\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "a@b          | id \"a@b\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "é            | id \"é\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "aé           | id \"aé\" must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter",
                "act          | id \"act\" is reserved",
                "supervisor   | id \"supervisor\" is reserved",
                "dead         | id \"dead\" is reserved",
                "all          | id \"all\" is reserved",
                "a.json       | id \"a.json\" ends in .json",
                "a.tmp        | id \"a.tmp\" has an ending that ActOS leaves alone",
                "a.held       | id \"a.held\" has an ending that ActOS leaves alone"
            })
    void what_is_no_id_is_refused_with_the_value_and_the_rule(String value, String sentence) {
        assertFalse(ActorId.isValid(value));
        Refused refused = assertThrows(Refused.class, () -> new ActorId(value));
        assertEquals("id", refused.field());
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void an_id_has_64_characters_at_most() {
        assertTrue(ActorId.isValid(LONGEST_ID));
        assertFalse(ActorId.isValid(LONGEST_ID + "a"));
        assertFalse(ActorId.isValid(null));
        assertFalse(ActorId.isValid("a\n"));
    }

    @Test
    void ids_sort_as_text() {
        List<ActorId> ids = new ArrayList<>(List.of(new ActorId("b"), new ActorId("a2"), new ActorId("a10")));
        ids.sort(null);
        assertEquals("[a10, a2, b]", ids.toString());
    }

    // ---- names of messages ------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "-", ".", "..", "A.b_c-9", "x.json"})
    void a_message_name_is_plain(String value) {
        assertEquals(value, new MessageName(value).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a~b", "a+b", "a::b", "é", "a\n"})
    void what_is_no_message_name_is_refused_with_the_value(String value) {
        Refused refused = assertThrows(Refused.class, () -> new MessageName(value));
        assertEquals("name", refused.field());
        assertTrue(refused.getMessage().contains("\"" + Names.printable(value) + "\""), refused.getMessage());
    }

    @Test
    void a_message_name_has_100_characters_at_most() {
        assertEquals(100, new MessageName("n".repeat(100)).value().length());
        assertThrows(Refused.class, () -> new MessageName("n".repeat(101)));
        assertThrows(Refused.class, () -> new MessageName(null));
    }

    @Test
    void fresh_names_are_all_different_and_sort_in_the_order_in_which_they_were_made() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            names.add(MessageName.fresh().value());
        }
        assertEquals(5_000, new HashSet<>(names).size());
        assertEquals(names.stream().sorted().toList(), names);
    }

    // ---- names in send/ ---------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "a::x.json, a, x, 0",
        "a::x, a, x, 0",
        "a::x.json.json, a, x.json, 0",
        "a::x+5s.json, a, x, 5000",
        "a::x+1500ms, a, x, 1500",
        "a::x+0s.json, a, x, 0",
        "a::-+1d.json, a, -, 86400000",
        "a::..json, a, ., 0"
    })
    void a_file_in_send_names_receiver_message_and_delay(String file, String to, String name, long delay) {
        OutgoingName parsed = OutgoingName.parse(file);
        assertEquals(new OutgoingName(new ActorId(to), new MessageName(name), Duration.ofMillis(delay)), parsed);
        assertEquals(parsed, OutgoingName.parse(parsed.fileName()));
    }

    @Test
    void a_file_in_send_says_which_message_it_answers() {
        OutgoingName parsed = OutgoingName.parse("a::x=k3.ask+5s.json");
        assertEquals(
                new OutgoingName(
                        new ActorId("a"), new MessageName("x"), new MessageName("k3.ask"), null, Duration.ofSeconds(5)),
                parsed);
        assertEquals("a::x=k3.ask+5s.json", parsed.fileName());
        assertEquals(new MessageName("k3"), OutgoingName.parse("a::x=k3").answers());
        assertEquals(
                "y".repeat(98),
                OutgoingName.parse("a::x=" + "y".repeat(98)).answers().value());
    }

    @Test
    void a_file_in_send_says_in_whose_name_it_is_sent() {
        OutgoingName forwarded = OutgoingName.parse("a::x@ann=k3.ask.json");
        assertEquals(new Asker(new ActorId("ann"), new MessageName("k3.ask")), forwarded.onBehalfOf());
        assertEquals(new MessageName("x"), forwarded.name());
        assertEquals("a::x@ann=k3.ask.json", forwarded.fileName());
        assertEquals(new Asker(null, null), OutgoingName.parse("a::x@act").onBehalfOf());
        assertEquals("a::x=q@b+5s.json", OutgoingName.parse("a::x=q@b+5s").fileName());
        Asker longest = new Asker(new ActorId("b".repeat(64)), new MessageName("n".repeat(100)));
        assertEquals(
                new Asker(longest.from(), null),
                OutgoingName.onBehalfOf(longest, new ActorId("a"), new MessageName("x"))
                        .onBehalfOf());
    }

    @ParameterizedTest
    @CsvSource({
        "a::x.json, a::x-2.json",
        "a::x, a::x-2",
        "a::x=q.json, a::x-2=q.json",
        "a::x@b=q+5s.json, a::x-2@b=q+5s.json",
        "a::x+5s.json, a::x-2+5s.json",
        "q.ask.json, q.ask-2.json"
    })
    void another_file_of_the_same_name_gets_a_number_that_leaves_its_meaning(String name, String other) {
        assertEquals(other, OutgoingName.numbered(name, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "a::x@supervisor=q, id, supervisor",
        "a::x@, id, is empty",
        "a::x@b=, name, message name \"\"",
        "a::x@b@c, id, must be made of a-z",
        "a::x=.json, name, message name \"\"",
        "a::=k3.json, name, message name \"\"",
        "a::x=k3=k4.json, name, message name \"k3=k4\"",
        "a.json, name, has no \"::\"",
        "a:x, name, has no \"::\"",
        "::x, id, is empty",
        "..::x, id, must be made of a-z",
        "a::, name, message name \"\"",
        "a::.json, name, message name \"\"",
        "a::b::c, name, message name \"b::c\"",
        "a::x y, name, message name \"x y\"",
        "a::+5s, name, message name \"\"",
        "a::x+, delay, delay \"\" is no duration",
        "a::x+5, delay, delay \"5\" is no duration",
        "a::x+5s+5s, delay, delay \"5s+5s\" is no duration",
        "a::x+-5s, delay, delay \"-5s\" is no duration",
        "a::x+999999999999s, delay, delay \"999999999999s\" is longer than"
    })
    void what_is_no_name_of_a_message_file_is_refused_with_the_part_that_is_wrong(
            String file, String field, String part) {
        Refused refused = assertThrows(Refused.class, () -> OutgoingName.parse(file));
        assertEquals(field, refused.field());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }

    @Test
    void a_message_is_seen_under_its_name_and_prepared_under_a_hidden_one() {
        OutgoingName name = new OutgoingName(new ActorId("a"), new MessageName("x"));
        assertEquals(Path.of("/d/a::x.json"), name.in(Path.of("/d")));
        assertEquals(Path.of("/d/.42~a::x.json"), name.hiddenIn(Path.of("/d"), 42));
        assertTrue(
                Names.leftAlone(name.hiddenIn(Path.of("/d"), 42).getFileName().toString()));
    }

    // ---- names in a spool -------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000000001~1~~~a.json",
                "000000000042~42~ping~41~k3.json",
                "000000000042~42~ping~41~k3+1700000000000.json",
                "000000000042~42~ping~41~k3~2.json",
                "000000000042~42~ping~41~k3+1~17.json",
                "7~42~~~a.json",
                "999999999999~999999999999999~a.b-c_d~1~...json",
                "00000000000000000000~1~~~a.json.json"
            })
    void a_name_in_a_spool_is_read_back_as_it_was_written(String file) {
        assertEquals(file, SpoolName.parse(file).fileName());
    }

    @Test
    void a_name_in_a_spool_says_which_question_it_answers_and_of_other_messages_nothing() {
        ActorId bob = new ActorId("bob");
        MessageName name = new MessageName("b1");
        MessageName question = new MessageName("k3.ask");
        SpoolName answer = new SpoolName("7", 8, bob, 5, name, question, 99, 2);
        assertEquals("7~8~bob~5~b1=k3.ask+99~2.json", answer.fileName());
        assertEquals(answer, SpoolName.parse(answer.fileName()));
        assertEquals("7~8~bob~5~b1.json", new SpoolName("7", 8, bob, 5, name, new MessageName("k3"), 0, 1).fileName());
        MessageName longest = new MessageName("x".repeat(100));
        assertEquals(
                "7~8~bob~5~" + longest + ".json", new SpoolName("7", 8, bob, 5, longest, question, 0, 1).fileName());
    }

    @Test
    void names_that_are_too_longesttogether_are_refused() {
        Refused refused =
                assertThrows(Refused.class, () -> OutgoingName.parse("a::" + "x".repeat(50) + "=" + "y".repeat(50)));
        assertTrue(refused.getMessage().contains("is longer than 100 characters"), refused.getMessage());
    }

    @Test
    void a_name_in_a_spool_says_it_all() {
        SpoolName name = SpoolName.parse("000000000007~42~ping~41~k3+99~2.json");
        assertEquals(
                SpoolName.of(42, new MessageName("k3"))
                        .withOrder("000000000007")
                        .withFrom(new ActorId("ping"))
                        .withCause(41)
                        .withDue(99)
                        .withAttempt(2),
                name);
        assertEquals(SpoolName.of(2, new MessageName("a")).withOrder("1"), SpoolName.parse("1~2~~~a.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".json",
                "hello.json",
                "current",
                "000000000001~1~~~a",
                "000000000001~1~~~a.json.held",
                "000000000001~1~~a.json",
                "000000000001~1~~~a~2~3.json",
                "~1~~~a.json",
                "x~1~~~a.json",
                "-1~1~~~a.json",
                "000000000000000000001~1~~~a.json",
                "000000000001~~~~a.json",
                "000000000001~x~~~a.json",
                "000000000001~12345678901234567~~~a.json",
                "000000000001~1~..~~a.json",
                "000000000001~1~~x~a.json",
                "000000000001~1~~~.json",
                "000000000001~1~~~a b.json",
                "000000000001~1~~~a+.json",
                "000000000001~1~~~a+x.json",
                "000000000001~1~~~a~.json",
                "000000000001~1~~~a~x.json",
                "000000000001~1~~~a~99999999999.json",
                "٣~1~~~a.json"
            })
    void what_has_another_form_was_put_there_by_hand(String file) {
        assertNull(SpoolName.parse(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1~01~~~a.json", "1~1~~0~a.json", "1~1~~~a+0.json", "1~1~~~a~1.json", "1~1~~~a~0.json"})
    void a_name_that_could_be_written_shorter_is_not_its_own(String file) {
        assertFalse(SpoolName.parse(file).fileName().equals(file));
    }

    @Test
    void numbers_sort_as_text() {
        assertEquals("000000000000", SpoolName.order(0));
        assertEquals("000000000042", SpoolName.order(42));
        assertEquals("999999999999", SpoolName.order(999_999_999_999L));
        assertEquals("a1000000000000", SpoolName.order(1_000_000_000_000L));
        assertEquals("d9007199254740991", SpoolName.order(SpoolName.HIGHEST));
        String before = "";
        for (long decade = 1; decade < SpoolName.HIGHEST; decade *= 10) {
            for (long number : new long[] {decade, decade + 1, 9 * decade}) {
                String file = SpoolName.of(number, new MessageName("m"))
                        .withCause(number)
                        .fileName();
                assertTrue(before.compareTo(file) < 0 || number == decade + 1 && decade == 1, file);
                assertEquals(number, SpoolName.parse(file).id());
                assertEquals(number, SpoolName.parse(file).cause());
                assertEquals(number, SpoolName.numberOf(SpoolName.parse(file).order()));
                before = file;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"e10000000000000000", "a", "A1000000000000", "1a", "", "000000000000000000001"})
    void no_order(String order) {
        assertNull(SpoolName.parse(order + "~1~~~a.json"));
    }

    // ---- what is left alone, and how odd names are shown ------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".x", ".a::b.json", "#a#", "a::x.json~", "a.tmp", "a.swp", "a.part", "a::x.json.held", "4913"
            })
    void editors_copies_and_held_files_are_left_alone(String name) {
        assertTrue(Names.leftAlone(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a::x.json", "a", "a#", "a.tmpx", "tmp", "49133", "a~b", "held", "swp.json"})
    void other_names_are_not(String name) {
        assertFalse(Names.leftAlone(name));
    }

    @Test
    void an_odd_name_is_shown_on_one_line() {
        assertEquals("a\\nb\\x09c\\x1b[31m\\x7f\\\\ é", Names.printable("a\nb\tc\u001b[31m\u007f\\ é"));
        assertEquals("null", Names.printable(null));
        String shown = Names.printable("x".repeat(300));
        assertTrue(shown.length() < 160 && shown.endsWith("… (300 characters)"), shown);
    }
}
