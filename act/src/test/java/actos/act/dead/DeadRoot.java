package actos.act.dead;

import actos.act.TestRoot;
import actos.act.root.Liveness;
import actos.protocol.ActorHome;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A {@link TestRoot} with something in {@code dead/}: two letters to nobody, of which one is no JSON, a letter that is a
 * link, a refused request, and two actors of one id that have ended, the last with three unread messages.
 */
final class DeadRoot extends TestRoot {
    static final String FIRST = "job@20260101T000000.000000000Z";
    static final String LAST = "job@20260103T000000.000000000Z";

    final Path letter;
    final Path malformed;
    final Path link;
    final Path request;
    final ActorHome first;
    final ActorHome last;

    DeadRoot(Path dir) throws IOException {
        super(dir);
        letter = letter("42~bnak::k1.json", "{\"a\": 1.10}", "unknown-actor");
        malformed = letter("43~bnak::k2.json", "{\"a\":\n1.10", "malformed");
        link = Files.createSymbolicLink(root.deadMessages().resolve("44~bad-name"), cwd);
        request =
                write(root.deadSpawn().resolve("x@20260101T000000.000000000Z.json"), "{\"path\":\"/bin/sh\",\"x\":1}");
        write(
                Root.why(request),
                "{\"reason\":\"refused\",\"at\":\"2026-01-01T00:00:00Z\",\"detail\":\"unknown field\"}");
        first = grave("job", FIRST.substring(4), exit("2026-01-01T00:00:00Z"));
        last = grave("job", LAST.substring(4), exit("2026-01-03T00:00:00Z"));
        write(last.spool().resolve("000000000007~7~shop~5~m7.json"), "7");
        write(last.spool().resolve("000000000008~8~~~m8.json.held"), "8");
        write(last.spool().resolve("000000000009~9~~~m9+99999999999999.json"), "9");
    }

    /** A dead letter. */
    Path letter(String fileName, String body, String reason) throws IOException {
        Path file = write(root.deadMessages().resolve(fileName), body);
        write(
                Root.why(file),
                "{\"reason\":\"" + reason + "\",\"id\":" + fileName.substring(0, 2)
                        + ",\"to\":\"bnak\",\"at\":\"2026-01-02T00:00:00Z\",\"attempts\":0,\"detail\":\"no bnak\"}");
        return file;
    }

    /** From now on a supervisor seems to run, which does nothing. */
    DeadRoot served() {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        liveness = r -> new Liveness.Served(true, self);
        kill = (signal, target) -> {};
        return this;
    }

    private static String exit(String at) {
        return "{\"id\":\"job\",\"code\":3,\"why\":\"it failed\",\"at\":\"" + at + "\"}";
    }
}
