package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a command line is said by both programs in the same words, with exit code 2. */
class CommandLinesIT {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    supervisor a b                   | there is one argument too many: b
                    act ls b                         | there is one argument too many: b
                    supervisor --nosuch              | there is no option --nosuch
                    act ls --nosuch                  | there is no option --nosuch
                    supervisor --daemno              | there is no option --daemno; did you mean --daemon?
                    act ls --treee                   | there is no option --treee; did you mean --tree?
                    supervisor --cycle               | --cycle is there without its TIME
                    act logs --lines                 | --lines is there without its N
                    supervisor --cycle --daemon      | --cycle is there without its TIME
                    act top --interval --json        | --interval is there without its D
                    supervisor --cycle 1s --cycle 2s | --cycle is there more than once
                    act logs a -n 1 -n 2             | --lines is there more than once
                    supervisor --daemon=yes          | --daemon takes no value, so not "yes"
                    act ls --tree=yes                | --tree takes no value, so not "yes"
                    """)
    void both_programs_have_the_same_words(String command, String sentence) {
        String program = command.substring(0, command.indexOf(' '));
        String name = program.equals("act") ? command.substring(0, command.indexOf(' ', 4)) : program;
        assertSaid(program + ": " + sentence + " (" + name + " --help tells how it is written)\n", command.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    supervisor --cycle x          | --cycle "x" is no duration: write a number and ms, s, m, h or d
                    supervisor --cycle 1ms        | --cycle 1ms is shorter than 10ms
                    supervisor --stop-timeout 1y  | --stop-timeout "1y" is no duration: write a number and ms, s, m, h or d
                    supervisor EMPTY              | ROOT is empty: name a directory, or leave it out
                    act ls --root EMPTY           | --root is empty: name a directory, or leave it out
                    """)
    void values_that_cannot_be_meant_are_refused(String command, String sentence) {
        String[] words = command.split(" ");
        assertSaid(
                words[0] + ": " + sentence + "\n",
                Stream.of(words).map(word -> word.equals("EMPTY") ? "" : word).toArray(String[]::new));
    }

    private void assertSaid(String said, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.set(0, Programs.launcher(words[0]).toString());
        Ran ran = Programs.run(
                dir, Map.of("ACTOS_ROOT", dir.resolve("root").toString()), "", Duration.ofSeconds(60), command);
        assertEquals(said, ran.err());
        assertEquals("", ran.out());
        assertEquals(2, ran.code());
    }
}
