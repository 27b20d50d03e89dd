package actos.supervisor.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLogTest {
    @TempDir
    Path dir;

    private Path log;

    @BeforeEach
    void name() {
        log = dir.resolve("out.log");
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> "line " + n + "\n").collect(Collectors.joining());
    }

    @Test
    void the_last_lines_are_the_last() throws IOException {
        Files.writeString(log, lines(1, 5));
        assertEquals(List.of("line 4", "line 5"), OutputLog.lastLines(new PlainPosix(), log, 2));
        assertEquals(5, OutputLog.lastLines(new PlainPosix(), log, 20).size());
        Files.writeString(log, "line 6", StandardOpenOption.APPEND);
        assertEquals(List.of("line 5", "line 6"), OutputLog.lastLines(new PlainPosix(), log, 2));
    }

    @Test
    void without_a_log_there_are_none() throws IOException {
        assertEquals(List.of(), OutputLog.lastLines(new PlainPosix(), log, 20));
        Files.writeString(log, "");
        assertEquals(List.of(), OutputLog.lastLines(new PlainPosix(), log, 20));
    }

    @Test
    void of_a_long_log_only_the_end_is_read() throws IOException {
        Files.writeString(log, lines(1, 100_000));
        List<String> last = OutputLog.lastLines(new PlainPosix(), log, 20);
        assertEquals(20, last.size());
        assertEquals("line 100000", last.get(19));
        Files.writeString(log, "é".repeat(100_000) + "\nend\n");
        assertEquals("end", OutputLog.lastLines(new PlainPosix(), log, 1).get(0));
        assertEquals(2, OutputLog.lastLines(new PlainPosix(), log, 20).size());
    }

    @Test
    void what_is_no_text_is_shown_as_far_as_it_can_be() throws IOException {
        Files.write(log, new byte[] {'a', (byte) 0xff, 'b', '\n'});
        assertEquals(List.of("a\ufffdb"), OutputLog.lastLines(new PlainPosix(), log, 20));
    }

    @Test
    void a_cut_keeps_the_end_and_says_so_and_the_actor_goes_on_in_the_same_file() throws IOException {
        Files.writeString(log, lines(1, 300_000));
        Object inode = Files.getAttribute(log, "unix:ino");
        OutputLog.cut(log);
        Files.writeString(log, "goes on\n", StandardOpenOption.APPEND);
        assertEquals(inode, Files.getAttribute(log, "unix:ino"));
        assertTrue(Files.size(log) < 1_100_000 && Files.size(log) > 1_000_000, "" + Files.size(log));
        List<String> kept = Files.readAllLines(log, StandardCharsets.UTF_8);
        long printed = lines(1, 300_000).length();
        long cut = printed - 1024 * 1024;
        assertEquals("[" + cut + " bytes of older output were cut]", kept.get(0));
        assertEquals(List.of("line 299999", "line 300000", "goes on"), kept.subList(kept.size() - 3, kept.size()));
    }

    @Test
    void the_second_cut_counts_from_the_beginning() throws IOException {
        Files.writeString(log, lines(1, 300_000));
        OutputLog.cut(log);
        Files.writeString(log, lines(300_001, 600_000), StandardOpenOption.APPEND);
        OutputLog.cut(log);
        String kept = Files.readString(log);
        String all = lines(1, 600_000);
        int cut = all.length() - 1024 * 1024;
        assertEquals("[" + cut + " bytes of older output were cut]\n" + all.substring(cut), kept);
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), lines(1, 3));
        Files.createSymbolicLink(log, secret);
        assertThrows(IOException.class, () -> OutputLog.cut(log));
        assertEquals(List.of(), OutputLog.lastLines(new PlainPosix(), log, 3));
        assertEquals(lines(1, 3), Files.readString(secret));
    }
}
