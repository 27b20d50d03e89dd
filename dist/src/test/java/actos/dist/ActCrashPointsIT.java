package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.FileStep;
import actos.protocol.Phase;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code act} ends, as if it was KILLed, before and after each step that changes the disk, and so does the supervisor
 * meanwhile; then the command is called again. The books follow each message: it is in one place, or in an image that is
 * a way back. Not all points are run each time; {@code -Dactos.crashPoint.every=1} runs all, {@code -Dactos.crashPoint=N}
 * the one that a failure names.
 */
@Timeout(7200)
class ActCrashPointsIT {
    private static final int ONLY = Integer.getInteger("actos.crashPoint", 0);
    private static final int EVERY = Integer.getInteger("actos.crashPoint.every", 0);
    private static final String SAVED = "2026-01-01T00:00:00Z";
    private static final List<String> A = List.of("\"copy of copy\"", "\"copy\"", "\"held\"", "\"later\"", "\"same\"");
    private static final List<String> B = List.of("\"first\"", "\"second\"");
    private static final List<String> BEFORE_A = List.of("\"gone\"", "\"older\"", "\"same\"");
    private static final List<String> BEFORE_B = List.of("\"unread\"");

    private static final List<String> BEFORE = union(List.of(BEFORE_A, BEFORE_B, List.of("\"not sent\"")));

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    private final MailBooks books = new MailBooks(os);

    /** Something that is called, and may be ended at edge N; false if it came to its end. */
    private interface Play {
        boolean isHalted(int n) throws Exception;
    }

    // ---- images

    @Test
    void a_loading_that_is_killed_at_any_step_is_made_whole_by_the_next_and_has_its_way_back() throws Exception {
        begin();
        writeImage("one", A, B, "\"unsent\"");
        atEachPoint("load", 16, 100, n -> {
            layOut();
            return isMadeWhole(n, "one", BEFORE);
        });
    }

    @Test
    void going_back_that_is_killed_at_any_step_goes_back_when_it_is_called_again() throws Exception {
        begin();
        atEachPoint("load before-load", 16, 100, n -> {
            layOut();
            os.bash("rm -rf images");
            writeImage("before-load", A, B, "\"unsent\"");
            return isMadeWhole(n, "before-load", BEFORE);
        });
    }

    @Test
    void going_to_the_past_that_is_killed_at_any_step_goes_there_when_it_is_called_again() throws Exception {
        begin();
        atEachPoint("goto", 16, 100, n -> {
            os.bash("rm -rf images");
            layOut();
            awaitSeen("the journal tells the state", () -> toldState().equals("{\"s\":2}"));
            List<JournalEntry> journal = os.journal();
            String then = "@" + journal.get(journal.size() - 1).seq();
            os.publish(os.home("a").state(), "{\"s\":5}");
            put("a", "000000000018~0~~~present.json", "\"present\"");
            os.bash("rm running/a/spool/*gone*");
            awaitSeen("that is seen", () -> os.status("a").waiting() == 3 && isNumbered("a"));
            List<String> present =
                    union(List.of(List.of("\"older\"", "\"present\"", "\"same\""), BEFORE_B, List.of("\"not sent\"")));

            Ran ran = actHaltedAt(n, "goto", then);
            boolean isHalted = ran.code() == FileStep.HALTED;
            checkNothingIsLost(present);
            (isHalted ? os.act("goto", then) : ran).ok();
            assertEquals(BEFORE_A, books.waiting("a"));
            assertEquals(BEFORE_B, books.waiting("b"));
            assertEquals("{\"s\":2}", Files.readString(os.home("a").state()).strip());
            assertTrue(Files.exists(os.root.paused()));
            assertEquals(List.of(), LiveRoot.names(os.root.images(), "at-.*"), "what is left");
            List<String> ways = LiveRoot.names(os.root.images(), "(before-load|branch)-[0-9]+");
            assertTrue(
                    ways.stream()
                            .anyMatch(way -> present.equals(books.image(way))
                                    && os.bash("cat images/" + way + "/actors/a/state.json")
                                            .out()
                                            .strip()
                                            .equals("{\"s\":5}")),
                    () -> "the present is lost: " + ways);
            return isHalted;
        });
    }

    /** The last that the journal has told of a's. */
    private String toldState() {
        String told = "";
        for (JournalEntry entry : os.journal()) {
            boolean isIts = "a".equals(entry.text("actor")) && entry.line().has("state");
            told = isIts ? entry.line().get("state").toString() : told;
        }
        return told;
    }

    @Test
    void a_loading_is_made_whole_also_if_the_supervisor_is_killed_at_any_step_of_it() throws Exception {
        begin();
        writeImage("one", A, B, "\"unsent\"");
        atEachPoint("load, supervisor", 24, 60, n -> {
            layOut();
            kill();
            os.with("ACTOS_JAVA_OPTS", "-Dactos.test.haltAt=" + n);
            Process halting = os.launch("--cycle", "5m");
            os.with("ACTOS_JAVA_OPTS", null);
            os.eventually(
                    "the supervisor serves or was halted",
                    () -> !halting.isAlive() || Files.readString(os.root.pid()).equals(halting.pid() + "\n"));
            boolean isHalted = os.act("image", "load", "one").code() != 0;
            if (isHalted) {
                assertEquals(FileStep.HALTED, halting.waitFor());
                checkNothingIsLost(BEFORE);
                os.start("--cycle", "5m");
                os.act("image", "load", "one").ok();
            }
            checkIsLoaded(BEFORE, false);
            kill(); // it may still have been on its way to its end
            os.start("--cycle", "5m");
            return isHalted;
        });
    }

    @Test
    void a_saving_that_is_killed_at_any_step_changes_nothing_and_leaves_no_pause() throws Exception {
        begin();
        atEachPoint("save", 16, 40, n -> {
            layOut();
            os.bash("rm -rf images");
            boolean isHalted = actHaltedAt(n, "image", "save", "it").code() == FileStep.HALTED;
            assertEquals(BEFORE_A, books.waiting("a"));
            awaitSeen("the system goes on by itself", () -> !Files.exists(os.root.paused()));
            if (Files.exists(os.root.image("it").dir())) {
                os.act("image", "rm", "it").ok();
            }
            os.act("image", "save", "it").ok();
            assertEquals(BEFORE, books.image("it"));
            return isHalted;
        });
    }

    /** Whether act was halted; then it is called again, and the image must be what there is. */
    private boolean isMadeWhole(int n, String image, List<String> before) throws Exception {
        Ran ran = actHaltedAt(n, "image", "load", image);
        boolean isHalted = ran.code() == FileStep.HALTED;
        checkNothingIsLost(before);
        if (isHalted) {
            os.publish(os.root.send().resolve("a::meanwhile.json"), "\"meanwhile\"");
            os.eventually("it is taken", () -> books.waiting("a").contains("\"meanwhile\""));
            os.act("image", "load", image).ok();
        } else {
            ran.ok();
        }
        checkIsLoaded(before, isHalted);
        return isHalted;
    }

    /** Each message of the moment before is somewhere. */
    private void checkNothingIsLost(List<String> before) {
        List<String> all =
                union(List.of(books.waiting("a"), books.waiting("b"), books.sent(), books.buried(), books.waysBack()));
        assertEquals(
                List.of(), before.stream().filter(body -> !all.contains(body)).toList(), "lost");
    }

    private void checkIsLoaded(List<String> before, boolean more) throws IOException {
        List<String> a = new ArrayList<>(books.waiting("a"));
        boolean isThere = a.remove("\"meanwhile\"");
        assertEquals(A, a);
        assertEquals(B, books.waiting("b"));
        assertEquals(List.of("\"unsent\""), books.sent());
        assertEquals("{\"s\":1}", Files.readString(os.home("a").state()).strip());
        // a loading that was done but for saying so is begun anew, and its way back kept beside that of the next
        List<List<String>> ways = LiveRoot.names(os.root.images(), "before-load(-[0-9]+)?").stream()
                .map(books::image)
                .toList();
        assertTrue(
                ways.stream().anyMatch(way -> before.equals(without(way, "\"meanwhile\""))),
                () -> "no way back: " + ways);
        assertTrue(
                !more || isThere ^ ways.stream().anyMatch(way -> way.contains("\"meanwhile\"")), "what came meanwhile");
        assertFalse(Files.exists(os.root.paused()));
    }

    // ---- by hand

    @Test
    void what_is_done_by_hand_and_killed_at_any_step_loses_no_message() throws Exception {
        begin("100ms"); // so long a directory must be quiet that is put back
        Map<String, List<String>> commands = new TreeMap<>();
        commands.put("move", List.of("move", "OLD", "--last"));
        commands.put("drop", List.of("drop", "OLD"));
        commands.put("undo", List.of("undo", "GONE"));
        commands.put("resend", List.of("dead", "resend", "GONE", "--to", "a"));
        commands.put("unread", List.of("dead", "resend", "b", "--to", "a"));
        commands.put("revive", List.of("dead", "revive", "b"));
        commands.put("set", List.of("set", "a", ".s", "3"));
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            atEachPoint(
                    command.getKey(), command.getKey().equals("set") ? 1 : 2, 2, n -> isDone(n, command.getValue()));
        }
    }

    private boolean isDone(int n, List<String> command) throws Exception {
        layOutMail();
        String old = numberOf("\"older\"");
        String gone = numberOf("\"gone\"");
        if (command.contains("GONE")) {
            os.act("drop", gone).ok();
        }
        if (command.contains("b")) {
            Files.writeString(os.home("b").stop(), "");
            os.awaitBuried("b");
        }
        String[] words = command.stream()
                .map(word -> word.equals("OLD") ? old : word.equals("GONE") ? gone : word)
                .toArray(String[]::new);
        boolean isHalted = actHaltedAt(n, words).code() == FileStep.HALTED;
        os.act(words); // it may have been done
        os.signal();
        List<String> all = union(List.of(BEFORE_A, BEFORE_B));
        os.eventually(
                "each message is in one place",
                () -> all.equals(union(List.of(
                        books.waiting("a"),
                        Files.exists(os.home("b").dir()) ? books.waiting("b") : List.of(),
                        books.letters(),
                        books.buried()))));
        assertEquals(command.get(0).equals("drop") ? List.of("\"older\"") : List.of(), books.letters());
        if (command.contains("--last")) {
            assertEquals("\"older\"", Files.readString(last()));
        }
        if (command.contains("3")) {
            assertEquals("{\"s\":3}", Files.readString(os.home("a").state()).strip());
        }
        return isHalted;
    }

    private String numberOf(String body) throws IOException {
        for (String name : os.waiting("a")) {
            if (Files.readString(os.home("a").spool().resolve(name)).equals(body)) {
                return name.split("~", -1)[1];
            }
        }
        throw new AssertionError(body + " does not wait");
    }

    private Path last() {
        List<String> waiting = os.waiting("a");
        return os.home("a").spool().resolve(waiting.get(waiting.size() - 1));
    }

    // ---- the root

    private void begin() {
        begin("5m"); // so long, what is sent to nobody waits in send/
    }

    private void begin(String cycle) {
        os.start("--cycle", cycle);
        os.manual("a");
        os.bash("touch running/a/paused");
        os.eventually("it is paused", () -> os.status("a").paused());
    }

    private void layOut() throws IOException {
        layOutMail();
        os.publish(os.root.send().resolve("nobody::v.json"), "\"not sent\"");
    }

    /** The moment before: a has other mail and another state, b another specification. */
    private void layOutMail() throws IOException {
        os.bash(
                "rm -rf dead/actors/* dead/messages/* dead/spawn/* images/before-load-* images/branch-* paused; find send -type f -delete");
        if (Files.exists(os.home("b").dir())) {
            Files.writeString(os.home("b").stop(), "");
            os.awaitBuried("b");
        }
        os.bash("rm -rf dead/actors/*");
        os.request("b", "{\"manual\": true, \"maxAttempts\": 7}");
        awaitSeen("b is ready", () -> os.status("b").phase() == Phase.READY);
        os.bash("touch running/b/paused; find running/a/spool -type f -delete");
        awaitSeen(
                "all is forgotten",
                () -> os.status("a").waiting() == 0 && os.status("b").paused());
        os.publish(os.home("a").state(), "{\"s\":2}");
        put("a", "000000000011~0~~~same.json", "\"same\"");
        put("a", "000000000012~0~~~older.json", "\"older\"");
        put("a", "000000000013~0~~~gone.json", "\"gone\"");
        put("b", "000000000014~0~~~unread.json", "\"unread\"");
        awaitSeen(
                "all have numbers",
                () -> os.status("a").waiting() == 3
                        && os.status("b").waiting() == 1
                        && Stream.of("a", "b").allMatch(this::isNumbered)
                        && !Files.exists(os.root.paused()));
    }

    /** The supervisor is asked again and again: what changed just as it looked, it sees when it looks the next time. */
    private void awaitSeen(String what, Callable<Boolean> condition) {
        os.eventually(what, () -> {
            os.signal();
            return condition.call();
        });
    }

    private boolean isNumbered(String actor) {
        return LiveRoot.names(os.home(actor).spool(), "[0-9]+~0~.*").isEmpty();
    }

    private void put(String actor, String name, String body) {
        os.publish(os.home(actor).spool().resolve(name), body);
    }

    private void writeImage(String name, List<String> a, List<String> b, String sent) throws IOException {
        Path dir = os.root.image(name).dir();
        Files.createDirectories(dir.resolve("send"));
        for (String actor : List.of("a", "b")) {
            Path home = Files.createDirectories(
                            dir.resolve("actors").resolve(actor).resolve("spool"))
                    .getParent();
            Files.writeString(home.resolve("spec.json"), "{\"manual\": true}");
            Files.writeString(home.resolve("state.json"), "{\"s\":1}");
        }
        Path spool = dir.resolve("actors/a/spool");
        Files.writeString(spool.resolve("000000000011~911~~~same.json"), a.get(4));
        Files.writeString(spool.resolve("000000000012~912~~~twin.json"), a.get(0));
        Files.writeString(spool.resolve("000000000012~913~~~twin.json"), a.get(1)); // made by cp
        Files.writeString(spool.resolve("000000000014~914~~~held.json.held"), a.get(2));
        Files.writeString(spool.resolve("000000000015~915~~~later+1893456000000.json"), a.get(3));
        Files.writeString(dir.resolve("actors/b/spool/000000000016~916~a~911~first.json"), b.get(0));
        Files.writeString(dir.resolve("actors/b/spool/000000000017~917~~~second.json"), b.get(1));
        Files.writeString(dir.resolve("send/nobody::u.json"), sent);
        Files.writeString(dir.resolve("image.json"), "{\"format\": 1, \"savedAt\": \"" + SAVED + "\"}");
    }

    private void kill() throws InterruptedException {
        os.supervisor().destroyForcibly().waitFor();
    }

    private Ran actHaltedAt(int n, String... words) {
        os.with("ACTOS_JAVA_OPTS", "-Dactos.test.haltAt=" + n);
        try {
            return os.act(words);
        } finally {
            os.with("ACTOS_JAVA_OPTS", null);
        }
    }

    private static List<String> without(List<String> bodies, String body) {
        return bodies.stream().filter(each -> !each.equals(body)).toList();
    }

    private static List<String> union(List<List<String>> lists) {
        return lists.stream().flatMap(List::stream).sorted().toList();
    }

    /** For N = 1, 1 + stride, … until a run does not halt, which must not be before so many points. */
    private void atEachPoint(String series, int stride, int least, Play play) throws Exception {
        long start = System.nanoTime();
        int every = EVERY > 0 ? EVERY : stride;
        int points = 0;
        int n = Math.max(1, ONLY);
        boolean isHalted = true;
        for (; isHalted && (ONLY == 0 || n == ONLY); n += every) {
            try {
                isHalted = play.isHalted(n);
                points += isHalted ? 1 : 0;
            } catch (Exception | AssertionError e) {
                throw new AssertionError(series + ", N=" + n + ": " + e.getMessage(), e);
            }
        }
        System.out.println("crash points passed in the series " + series + ": " + points + " of about " + (n - every)
                + ", " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        assertTrue(ONLY > 0 || n >= least, () -> "the series " + series + " has too few points");
    }
}
