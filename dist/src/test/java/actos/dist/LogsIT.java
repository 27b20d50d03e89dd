package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What actors print. */
@Timeout(240)
class LogsIT {
    private static final int LONG = 170_000;

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    /** The actor prints nothing while its log is cut: what it prints then may be lost. */
    @Test
    void following_prints_each_line_once_though_the_log_is_cut_meanwhile() throws Exception {
        os.start("--cycle", "100ms");
        Path program = Files.writeString(os.base().resolve("printer.sh"), """
                #!/bin/bash
                trap : USR1
                while true; do
                  if [ -e "$3" ]; then
                    jq -r '.from, .to' "$3" | { read -r from; read -r to; seq -f "line %.0f $(printf '%088d' 0)" "$from" "$to"; }
                    rm "$3"
                  fi
                  sleep 0.05
                done
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        os.act("spawn", "--id", "printer", program.toString()).ok();
        Path log = os.home("printer").log();
        Path followed = os.base().resolve("followed");
        CompletableFuture<Ran> following =
                CompletableFuture.supplyAsync(() -> os.bash("act logs -f printer > ../followed"));
        print(1, 160_000);
        os.eventually("all is followed", () -> Files.exists(followed) && Files.size(followed) > 15_000_000);
        print(160_001, LONG);
        os.eventually("the log is cut", () -> Files.size(log) < 2_000_000);
        print(LONG + 1, LONG + 1000);
        os.eventually("the last line is followed", () -> lastOf(followed).equals("line " + (LONG + 1000)));
        os.act("stop", "printer").ok();
        following.get();
        List<Integer> numbers = Files.readAllLines(followed).stream()
                .map(line -> Integer.parseInt(line.split(" ")[1]))
                .toList();
        assertEquals(IntStream.rangeClosed(1, LONG + 1000).boxed().toList(), numbers);
    }

    private void print(int from, int to) {
        os.act("send", "--wait", "printer", "{\"from\": " + from + ", \"to\": " + to + "}")
                .ok();
    }

    private static String lastOf(Path file) throws IOException {
        String all = Files.readString(file).stripTrailing();
        return all.substring(all.lastIndexOf('\n') + 1).replaceAll(" 0*$", "");
    }
}
