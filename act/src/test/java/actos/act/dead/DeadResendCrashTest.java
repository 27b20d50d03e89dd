package actos.act.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.Act;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code act dead resend} is KILLed before and after each of its steps; then it is called again. */
@Timeout(300)
class DeadResendCrashTest {
    private static final int MOST_EDGES = 100;

    @TempDir
    Path dir;

    @Test
    void a_letter_is_whole_in_one_place_after_any_step() throws Exception {
        int points = 0;
        for (int edge = 1, code = FileStep.HALTED; code == FileStep.HALTED && edge < MOST_EDGES; edge++) {
            DeadRoot test = layOut(edge);
            test.actor("bnak", "ready");
            Path sent = test.root.send().resolve("bnak::k1.json");
            code = actos(test, edge, "dead", "resend", "42");
            points += code == FileStep.HALTED ? 1 : 0;
            assertEquals(List.of("{\"a\": 1.10}"), contents(List.of(test.letter, sent)));
            assertTrue(Disk.isFile(sent) || Disk.isFile(Root.why(test.letter)), "unexplained at edge " + edge);
            if (Disk.isFile(test.letter)) {
                assertEquals(0, actos(test, 0, "dead", "resend", "42"));
            }
            assertEquals(List.of("{\"a\": 1.10}"), contents(List.of(test.letter, sent)));
            assertTrue(Disk.isFile(sent));
        }
        assertEquals(4, points);
    }

    @Test
    void an_edited_letter_is_never_sent_twice() throws Exception {
        int points = 0;
        for (int edge = 1, code = FileStep.HALTED; code == FileStep.HALTED && edge < MOST_EDGES; edge++) {
            DeadRoot test = layOut(edge);
            test.actor("bnak", "ready");
            Path sent = test.root.send().resolve("bnak::k1.json");
            code = actos(test, edge, "dead", "resend", "--edit", "42");
            points += code == FileStep.HALTED ? 1 : 0;
            List<String> left = contents(List.of(test.letter, sent));
            assertEquals(1, left.size());
            assertTrue(
                    Disk.isFile(sent)
                            ? left.contains("2\n")
                            : List.of("2\n", "{\"a\": 1.10}").containsAll(left));
            if (Disk.isFile(test.letter)) {
                assertEquals(0, actos(test, 0, "dead", "resend", "--edit", "42"));
            }
            assertEquals(List.of("2\n"), contents(List.of(test.letter, sent)));
        }
        assertEquals(16, points);
    }

    @Test
    void unread_mail_is_whole_in_one_mailbox_after_any_step() throws Exception {
        int points = 0;
        for (int edge = 1, code = FileStep.HALTED; code == FileStep.HALTED && edge < MOST_EDGES; edge++) {
            DeadRoot test = layOut(edge);
            ActorHome job = test.actor("job", "ready");
            code = actos(test, edge, "dead", "resend", DeadRoot.LAST);
            points += code == FileStep.HALTED ? 1 : 0;
            assertEquals(List.of("7", "8", "9"), mail(test.last, job));
            if (!mail(test.last).isEmpty()) {
                assertEquals(0, actos(test, 0, "dead", "resend", DeadRoot.LAST));
            }
            assertEquals(List.of("7", "8", "9"), mail(job));
        }
        assertEquals(6, points);
    }

    private DeadRoot layOut(int edge) throws IOException {
        DeadRoot test = new DeadRoot(Files.createDirectory(dir.resolve("edge-" + edge)));
        TestRoot.write(test.root.lock(), "");
        return test;
    }

    /** A process of its own, on a root whose supervisor seems to run: a process that ignores signals and has the lock open. */
    private static int actos(DeadRoot test, int haltAt, String... args) throws Exception {
        Process supervisor = new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' USR1; exec 9<\"$0\"; echo; exec sleep 600",
                        test.root.lock().toString())
                .start();
        try (FileChannel channel = FileChannel.open(test.root.lock(), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertEquals('\n', supervisor.getInputStream().read());
            ProcessIdentity identity = ProcessIdentity.of(supervisor.pid()).orElseThrow();
            TestRoot.write(test.root.pid(), identity.pid() + "\n");
            TestRoot.write(
                    test.root.systemStatus(),
                    Json.text(Map.of(
                            "pid", identity.pid(), "startTime", identity.startTime(), "bootId", identity.bootId())));
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:TieredStopAtLevel=1",
                    "-Dactos.test.haltAt=" + haltAt,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Act.class.getName(),
                    "-r",
                    test.root.dir().toString()));
            command.addAll(Arrays.asList(args));
            ProcessBuilder act = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            act.environment().put("EDITOR", "echo 2 >");
            act.environment().remove("VISUAL");
            act.environment().putAll(test.env);
            return act.start().waitFor();
        } finally {
            supervisor.destroyForcibly();
        }
    }

    private static List<String> contents(List<Path> files) throws IOException {
        List<String> contents = new ArrayList<>();
        for (Path file : files) {
            if (Disk.isFile(file)) {
                contents.add(Files.readString(file));
            }
        }
        return contents;
    }

    private static List<String> mail(ActorHome... homes) throws IOException {
        List<String> mail = new ArrayList<>();
        for (ActorHome home : homes) {
            mail.addAll(contents(Disk.list(home.spool())));
        }
        return mail.stream().sorted().toList();
    }
}
