package actos.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.call.Surroundings;
import actos.act.call.Workspace;
import actos.act.term.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ActTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
    }

    @Test
    void explains_every_command_with_an_example() {
        Set<String> names = new TreeSet<>();
        CommandLine act = Act.commands(new Workspace(Surroundings.real()));
        for (String name : act.getSubcommands().keySet()) {
            names.add(name);
            if (!name.equals("help")) {
                String help = test.plain("", name, "--help").out();
                assertTrue(help.contains("Example:\n  "), help);
                assertTrue(help.contains("Usage: act " + name), help);
                assertTrue(help.contains("--root"), help);
            }
        }
        assertEquals(
                "[ask, attach, back, break, copy, dead, diff, done, drop, edit, events, forward, goto, help, history, image, journal, kill, "
                        + "logs, ls, mail, move, new, next, pause, plot, reply, restart, resume, send, set, show, "
                        + "shutdown, spawn, state, stats, step, stop, top, trace, undo, wait, waits, watch, when, why]",
                names.toString());
    }

    @Test
    void says_what_does_not_parse() {
        assertUsage("there is no command lss; did you mean ls?", "lss");
        assertUsage("there is no command sned; did you mean send?", "sned", "a", "1");
        assertUsage("did you mean --json?", "ls", "--jsno");
        assertUsage("one argument too many: x", "ls", "x");
        assertUsage("one of these is missing: --first, --last, --before MSG2, --after MSG2", "move", "1");
        assertUsage("--first, --last exclude each other", "move", "1", "--first", "--last");
        assertUsage("ACTOR is missing", "state");
        assertUsage("--steps \"x\" is no whole number", "step", "-n", "x");
        assertUsage("there is no option --nosuch", "step", "--nosuch");
        assertUsage("--root is there without its ROOT", "ls", "--root");
        assertUsage("BODY is missing", "send", "a");
        assertUsage("--json is there more than once", "ls", "--json", "--json");
        assertUsage("--lines is there more than once", "logs", "-n", "1", "-n", "2", "bank");
        assertUsage("--json takes no value, so not \"yes\"", "ls", "--json=yes");
        assertUsage("there is no command lss (", "help", "lss");
        assertUsage("--root is empty", "ls", "--root=");
    }

    @Test
    void called_by_its_name_alone_it_shows_what_there_is() {
        TestRoot.Call call = test.plain("");
        assertEquals(0, call.code());
        assertTrue(call.out().contains("Usage: act ") && call.out().contains("spawn "), call.out());
    }

    @Test
    void lists_its_own_options_before_those_that_all_commands_have() {
        for (String command : new String[] {"ls", "send", "mail", "logs", "spawn", "step"}) {
            String help = test.plain("", command, "--help").out();
            List<String> last = Pattern.compile("(?m)^ {2,6}(?:-., )?(--[a-z-]+)")
                    .matcher(help)
                    .results()
                    .map(option -> option.group(1))
                    .toList();
            assertEquals(
                    List.of("--root", "--json", "--verbose", "--help"),
                    last.subList(last.size() - 4, last.size()),
                    help);
        }
    }

    @Test
    void shows_its_version() {
        TestRoot.Call call = test.plain("", "--version");
        assertEquals(0, call.code());
        assertTrue(call.out().startsWith("act "), call.out());
    }

    @Test
    void finds_the_root_by_option_environment_or_enclosing_directory() throws Exception {
        test.actor("bank", "ready");
        String root = test.root.dir().toString();
        assertEquals(0, test.plain("", "-r", root, "ls").code());
        assertEquals(0, test.plain("", "ls", "--root=" + root).code());
        test.env.put("ACTOS_ROOT", root);
        assertTrue(test.plain("", "ls").out().contains("bank"));
        test.env.clear();
        Path inside = test.root.running().resolve("bank");
        TestRoot.Call call = test.at(inside).plain("", "ls");
        assertTrue(call.out().contains("bank"), call.err());
    }

    @Test
    void shows_a_stack_only_when_asked() {
        assertFalse(test.act("show", "x").err().contains("\tat "));
        assertTrue(test.act("-v", "show", "x").err().contains("\tat "));
    }

    @Test
    void colours_only_a_terminal() throws Exception {
        test.actor("bank", "ready");
        assertFalse(test.act("ls").out().contains("\u001b"));
        test.terminal = new Terminal(true, false, true, () -> 80);
        assertTrue(test.act("ls").out().contains("\u001b[1m"));
    }

    private void assertUsage(String sentence, String... args) {
        TestRoot.Call call = test.plain("", args);
        assertEquals(2, call.code());
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals("", call.out());
    }
}
