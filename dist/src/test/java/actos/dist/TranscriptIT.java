package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page that shows a terminal shows the truth. */
class TranscriptIT {
    @TempDir
    Path temp;

    /** The pages, named by their place in the checkout. */
    static List<String> pages() throws IOException {
        PathMatcher wanted = FileSystems.getDefault()
                .getPathMatcher("glob:{README.md,docs/tutorial/*.md,docs/how-to/*.md,examples/*/README.md}");
        try (Stream<Path> all = Files.find(Programs.CHECKOUT, 3, (path, attributes) -> attributes.isRegularFile())) {
            List<String> pages = all.map(Programs.CHECKOUT::relativize)
                    .filter(wanted::matches)
                    .map(Path::toString)
                    .sorted()
                    .toList();
            assertTrue(pages.contains("README.md"), pages::toString);
            return pages;
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shows_what_is_printed(String page) throws IOException {
        new Transcript(Programs.CHECKOUT.resolve(page)).run();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_shows_how_it_is_run(String page) throws IOException {
        assertFalse(new Transcript(Programs.CHECKOUT.resolve(page)).isEmpty(), page + " has no console block");
    }

    static List<String> examples() throws IOException {
        return pages().stream().filter(page -> page.startsWith("examples/")).toList();
    }

    @Test
    void a_page_that_does_not_tell_the_truth_fails() throws IOException {
        Path page = Files.writeString(temp.resolve("page.md"), """
                ```console
                $ x=1
                $ echo $x
                2
                ```
                """);
        AssertionError failure = assertThrows(AssertionError.class, () -> new Transcript(page).run());
        assertTrue(failure.getMessage().contains("page.md:3"), failure::getMessage);
    }

    @Test
    void a_block_to_be_pasted_shows_in_comments_what_is_printed() {
        List<Transcript.Step> steps = Transcript.parse(List.of("```shell", "x=1", "echo $x  # one", "# 1", "```"));
        assertEquals(
                List.of(
                        new Transcript.Step(2, "x=1", List.of()),
                        new Transcript.Step(3, "echo $x  # one", List.of("1"))),
                steps);
    }

    @Test
    void README_has_only_blocks_that_can_be_pasted() throws IOException {
        List<String> lines = Files.readAllLines(Programs.CHECKOUT.resolve("README.md"));
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> line.matches("[$>] .*|```console"))
                        .toList());
        assertTrue(Transcript.parse(lines).size() > 30);
    }

    @Test
    void a_page_whose_session_ends_early_fails() throws IOException {
        Path page = Files.writeString(temp.resolve("page.md"), """
                ```console
                $ exit 0
                $ echo never
                never
                ```
                """);
        assertThrows(AssertionError.class, () -> new Transcript(page).run());
    }

    @Test
    void a_session_keeps_its_variables_its_directory_and_its_background() throws IOException {
        Path page = Files.writeString(temp.resolve("page.md"), """
                Text.
                ```console
                $ mkdir -p sub && cd sub
                $ name=value
                ```
                ```bash
                $ false
                ```
                ```console
                $ pwd
                .../sub
                $ echo $name; echo 'a
                > b'; seq 5
                value
                a
                b
                1
                ...
                4
                5
                ...
                $ echo out; echo err >&2
                out
                err
                $ sleep 1000 &
                $ ls $ACTOS_ROOT
                ls: ...: No such file or directory
                ```
                """);
        new Transcript(page).run();
    }

    @Test
    void dots_stand_for_text_or_lines() {
        assertTrue(Transcript.matches(List.of("a ... c"), List.of("a b c")));
        assertTrue(Transcript.matches(List.of("a", "..."), List.of("a")));
        assertTrue(Transcript.matches(List.of("...", "c"), List.of("a", "b", "c")));
        assertFalse(Transcript.matches(List.of("...", "c"), List.of("a", "b")));
        assertFalse(Transcript.matches(List.of("a"), List.of("a", "b")));
        assertFalse(Transcript.matches(List.of("a.c"), List.of("abc")));
        assertFalse(Transcript.matches(List.of(), List.of("a")));
    }

    @Test
    void a_command_knows_its_line() {
        assertEquals(
                List.of(new Transcript.Step(2, "x\ny", List.of("z"))),
                Transcript.parse(List.of("```console", "$ x", "> y", "z", "```")));
    }
}
