package actos.act.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import actos.act.TestRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Output output = new Output(out, new PrintStream(err, true, StandardCharsets.UTF_8), Terminal.none());

    private String printed() {
        output.flush();
        String text = out.toString(StandardCharsets.UTF_8) + "|" + err.toString(StandardCharsets.UTF_8);
        out.reset();
        err.reset();
        return text;
    }

    @Test
    void a_person_is_told_lines_and_a_program_a_value() throws IOException {
        Map<Result, List<String>> results = Map.of(
                Result.line("7", Map.of("id", 7)),
                List.of("7\n|", "{\"id\":7}\n|"),
                Result.note("it is done", List.of(1)),
                List.of("|it is done\n", "[1]\n|"),
                Result.text("k1"),
                List.of("k1\n|", "|"),
                Result.json(5),
                List.of("|", "5\n|"),
                Result.NONE,
                List.of("|", "|"));
        for (Map.Entry<Result, List<String>> result : results.entrySet()) {
            result.getKey().print(output);
            assertEquals(result.getValue().get(0), printed());
            result.getKey().printJson(output);
            assertEquals(result.getValue().get(1), printed());
        }
    }

    @Test
    void what_was_done_is_told_before_it_fails() {
        Result result = Result.line("7", Map.of("id", 7)).failing(Failure.failed("but not all"));
        assertEquals(
                "but not all",
                assertThrows(Failure.class, () -> result.print(output)).getMessage());
        assertEquals("7\n|", printed());
        assertThrows(Failure.class, () -> result.printJson(output));
        assertEquals("{\"id\":7}\n|", printed());
    }

    @Test
    void a_result_that_cannot_be_told_fails_the_command(@TempDir Path dir) throws IOException {
        TestRoot test = new TestRoot(dir);
        test.actor("bank", "ready");
        TestRoot.write(test.root.actor(new actos.protocol.ActorId("bank")).state(), "1" + "0".repeat(17 << 20));
        TestRoot.Call call = test.act("state", "bank", "--json");
        assertEquals(1, call.code());
        assertEquals("", call.out());
        assertEquals(
                "act: the state of bank has more than the 16 MiB that it may have; act state bank alone prints it\n",
                call.err().lines().filter(line -> line.startsWith("act:")).reduce("", (a, b) -> b + "\n"));
    }
}
