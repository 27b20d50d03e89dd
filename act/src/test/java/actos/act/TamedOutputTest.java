package actos.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.term.Terminal;
import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from outside and reaches a terminal: every character that steers one, in every command that shows any. */
class TamedOutputTest {
    private static final Map<String, String> ODD = new TreeMap<>(Map.ofEntries(
            Map.entry("ESC", "\u001b]0;title\u0007"),
            Map.entry("OSC 52", "\u001b]52;c;cHduZWQ=\u001b\\"),
            Map.entry("colour", "\u001b[35mred"),
            Map.entry("CR", "seen\runseen"),
            Map.entry("backspace", "\b\b"),
            Map.entry("DEL", "\u007f"),
            Map.entry("C1 CSI", "\u009b31m"),
            Map.entry("C1 OSC", "\u009d0;title\u009c"),
            Map.entry("marks", "\u200e\u200f\u061c"),
            Map.entry("embeddings", "\u202a\u202b\u202c\u202d\u202e"),
            Map.entry("isolates", "\u2066\u2067\u2068\u2069"),
            Map.entry("BOM", "\ufeff"),
            Map.entry("line ends", "\u2028\u2029\u0085"),
            Map.entry("tag", "\udb40\udc41")));

    @TempDir
    Path dir;

    TestRoot test;
    String odd = String.join("|", ODD.values());

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        ActorHome bank = test.actor("bank", "ready" + inJson());
        String object = "{\"odd\": \"" + inJson() + "\",\t\"n\": 1}";
        TestRoot.write(bank.log(), odd + "\n\ttwo\r\nthree é 漢\n");
        TestRoot.write(bank.state(), object + "\n");
        TestRoot.write(bank.notice(), odd);
        TestRoot.write(
                bank.spec(), "{\"id\":\"bank\",\"path\":\"/bin/" + inJson() + "\",\"args\":[\"" + inJson() + "\"]}");
        test.waiting("bank", "000000000041~41~~~m-one.json", object);
        test.current("bank", 40, "m-now", object);
        test.journal("taken", "\"id\":41,\"name\":\"m-one\",\"to\":\"bank\",\"from\":null,\"body\":" + object);
        test.journal("exited", "\"actor\":\"bank\",\"code\":1,\"why\":\"" + inJson() + "\"");
        TestRoot.write(test.root.deadMessages().resolve("7~bank::m-dead.json"), object);
        TestRoot.write(
                test.root.deadMessages().resolve("7~bank::m-dead.json.why"),
                "{\"reason\":\"dropped\",\"detail\":\"" + inJson() + "\"}");
        test.grave(
                "old",
                "20260101T000000.000000000Z",
                "{\"id\":\"old\",\"why\":\"" + inJson() + "\",\"lastOutput\":[\"" + inJson() + "\"]}");
        TestRoot.write(
                test.root.systemStatus(), "{\"cycle\":\"" + inJson() + "\",\"degraded\":[\"" + inJson() + "\"]}");
    }

    /** As it may stand in a file: raw where JSON allows that, which is all but the first 32. */
    private String inJson() {
        StringBuilder text = new StringBuilder();
        odd.codePoints().forEach(c -> {
            if (c < 0x20) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append(c == '\\' ? "\\\\" : Character.toString(c));
            }
        });
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ls",
                "ls --json",
                "ls --tree",
                "show",
                "show --json",
                "show bank",
                "show bank --json",
                "show 41",
                "show 41 --json",
                "show bank/current",
                "show old",
                "mail",
                "mail --json",
                "next",
                "next --json",
                "state bank",
                "state bank .",
                "state bank .odd",
                "logs bank",
                "logs bank -n 3",
                "logs bank --json",
                "events",
                "events --json",
                "dead ls",
                "dead ls --json",
                "dead show 7",
                "dead show 7 --json",
                "dead show old",
                "diff 41",
                "top --once --interval=100ms",
                "top --json --interval=100ms",
                "show ODD",
                "state bank ODD",
                "logs ODD",
                "dead show ODD",
                "ODD"
            })
    void nothing_that_comes_from_outside_steers_a_terminal(String command) {
        test.terminal = new Terminal(true, true, true, () -> 5000);
        String[] words = command.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("ODD", odd);
        }
        TestRoot.Call call = test.act(words);
        assertTame(call.out());
        assertTame(call.err());
        assertFalse(call.out().isEmpty() && call.err().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"state bank", "mail --json", "dead show 7 --json", "show bank --json", "logs bank --json -n 1"})
    void json_on_a_terminal_is_the_same_json(String command) {
        String piped = test.act(command.split(" ")).out();
        test.terminal = new Terminal(true, true, true, () -> 80);
        String shown = test.act(command.split(" ")).out();
        assertEquals(
                Json.parse(piped.getBytes(StandardCharsets.UTF_8)), Json.parse(shown.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void logs_and_states_go_into_a_pipe_as_they_are() {
        String log = odd + "\n\ttwo\r\nthree é 漢\n";
        assertEquals(log, test.act("logs", "bank").out());
        assertTrue(test.act("state", "bank").out().contains("\u2066\u2067"));
        test.terminal = new Terminal(true, true, true, () -> 80);
        assertEquals(log, test.act("logs", "--raw", "bank").out());
        assertTrue(test.act("logs", "bank").out().endsWith("\n\ttwo\nthree é 漢\n"));
    }

    @Test
    void a_character_that_is_cut_by_a_buffer_is_whole_on_a_terminal() throws IOException {
        String log = "x" + "漢".repeat(100_000) + "\n";
        TestRoot.write(test.root.actor(new actos.protocol.ActorId("bank")).log(), log);
        test.terminal = new Terminal(true, true, true, () -> 80);
        assertEquals(log, test.act("logs", "bank").out());
    }

    private static void assertTame(String printed) {
        String bare = printed.replaceAll("\u001b\\[(0|1|2|31|32)m", "");
        bare.codePoints()
                .filter(c -> c != '\n' && c != '\t' && Names.steers(c))
                .findFirst()
                .ifPresent(c -> {
                    throw new AssertionError(String.format("U+%04X is in: ", c) + Names.escaped(printed));
                });
    }
}
