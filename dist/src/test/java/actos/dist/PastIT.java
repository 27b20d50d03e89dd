package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.journal.JournalEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The journal alone tells how the system was at any moment, and the system can be brought back to it. */
@Timeout(300)
class PastIT {
    private static final long SEED = 14;

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @BeforeEach
    void start() {
        os.start();
    }

    @Test
    void each_moment_is_known_from_the_journal_as_an_image_of_it_has_it() throws IOException {
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        os.spawn("r", "recorder");
        os.act("pause").ok();
        Random random = new Random(SEED);
        List<Map<String, JsonNode>> images = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            change(random, i);
            shown.add(shown(List.of()));
            os.act("image", "save", "i" + i).ok();
            images.add(content("i" + i));
            List<JournalEntry> journal = os.journal();
            lines.add(journal.get(journal.size() - 1).seq());
        }
        for (int i = 0; i < images.size(); i++) {
            os.act("image", "save", "--at", "@" + lines.get(i), "then" + i).ok();
            assertEquals(images.get(i), content("then" + i), "seed " + SEED + ", after change " + i);
            List<String> at = List.of("--at", "@" + lines.get(i));
            assertEquals(shown.get(i), shown(at), "seed " + SEED + ", after change " + i);
            assertEquals(list(at), list(List.of("--at=i" + i)), "seed " + SEED + ", after change " + i);
        }
    }

    /** All mail and a state, in the present or in the past. */
    private String shown(List<String> at) {
        return act(at, "mail", "--json") + act(at, "state", "sum", "--json");
    }

    private String list(List<String> at) {
        return act(at, "ls", "--json");
    }

    private String act(List<String> at, String... words) {
        return os.act(Stream.concat(Stream.of(words), at.stream()).toArray(String[]::new))
                .ok()
                .out();
    }

    @Test
    void a_moment_is_shown_without_a_supervisor_and_without_a_trace() throws IOException {
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        os.act("send", "--wait", "sum", "{\"add\": 5}").ok();
        os.awaitJournalled(1, "done");
        os.act("send", "--wait", "sum", "{\"add\": 7}").ok();
        os.awaitJournalled(2, "done");
        os.act("shutdown").ok();
        String before = os.bash("find . -type f | sort | xargs cksum").out();
        assertEquals("5\n", os.act("state", "sum", ".n", "--at", "-1").ok().out());
        assertEquals("5\n", os.act("state", "sum", ".n", "--at", "1").ok().out());
        assertTrue(os.act("show", "sum", "--at=1").ok().out().contains("state   {\"n\":5}"));
        assertEquals(before, os.bash("find . -type f | sort | xargs cksum").out());
    }

    /** Something that happens or is done to the system; the journal has told it when this returns. */
    private void change(Random random, int number) {
        String to = random.nextBoolean() ? "sum" : "r";
        List<String> waiting =
                os.waiting(to).stream().filter(file -> file.endsWith(".json")).toList();
        String first = waiting.isEmpty() ? null : String.valueOf(id(waiting.get(0)));
        int kind = random.nextInt(7);
        if (kind == 0 && first != null) {
            perform("dropped", "drop", first);
        } else if (kind == 1 && first != null) {
            perform("held", "pause", first);
        } else if (kind == 2) {
            perform("edited", "set", "sum", ".n", String.valueOf(100 + number));
        } else if (kind <= 4 && first != null) {
            perform("done", "step", to);
        } else if (kind == 5) {
            perform("accepted", "spawn", "--manual", "--id", "m" + number);
        } else {
            perform("taken", "send", "--after", random.nextInt(3) == 0 ? "1h" : "0s", to, "{\"add\": " + number + "}");
        }
    }

    private void perform(String event, String... command) {
        int before = os.journal(event).size();
        os.act(command).ok();
        os.awaitJournalled(before + 1, event);
    }

    private static long id(String file) {
        return Long.parseLong(file.split("~")[1]);
    }

    /** All files of an image but what says when it was saved. */
    private Map<String, JsonNode> content(String name) throws IOException {
        Path dir = os.root.image(name).dir();
        Map<String, JsonNode> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("image.json")) {
                    content.put(dir.relativize(file).toString(), Json.parse(Files.readAllBytes(file)));
                }
            }
        }
        return content;
    }

    @Test
    void the_system_goes_back_and_the_present_is_kept() throws IOException {
        ActorHome sum = os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        for (int i = 1; i <= 3; i++) {
            os.act("send", "sum", "{\"add\": " + i + "}").ok();
        }
        os.eventually("they are handled", () -> state(sum).equals("{\"n\": 6}"));
        os.awaitJournalled(3, "done");
        os.act("spawn", "--manual", "--id", "later").ok();

        Ran gone = os.act("goto", "-1").ok();
        assertTrue(gone.err().contains("act goto branch-1"), gone.err());
        assertEquals("{\"n\":3}", state(sum).replace(" ", ""));
        assertEquals(1, os.waiting("sum").size(), "the last one waits again");
        assertFalse(Files.exists(os.home("later").dir()), "it was not there yet");
        assertTrue(Files.exists(os.root.paused()));
        assertEquals(List.of("branch-1"), LiveRoot.names(os.root.images(), "[a-z].*"), "nothing else is left");

        os.act("step").ok();
        os.eventually("it is handled again", () -> state(sum).replace(" ", "").equals("{\"n\":6}"));
        os.act("goto", "1").ok();
        assertEquals("{\"n\":1}", state(sum).replace(" ", ""));
        os.act("goto", "branch-1").ok();
        assertEquals("{\"n\":6}", state(sum).replace(" ", ""));
        assertTrue(Files.exists(os.home("later").dir()), "the present is back");
    }

    @Test
    void what_is_no_position_is_said_and_nothing_is_changed() throws IOException {
        ActorHome sum = os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        for (String position :
                new String[] {"7", "-9", "@99999999", "yesterday", "2001-01-01T00:00:00Z", "-2x", "now", "branch-1"}) {
            Ran ran = os.act("goto", position);
            assertNotEquals(0, ran.code(), position);
            assertFalse(ran.err().contains("Exception"), ran::toString);
        }
        assertEquals("{\"n\":0}", state(sum));
        assertFalse(Files.exists(os.root.paused()));
    }

    private static String state(ActorHome home) throws IOException {
        return Files.readString(home.state()).strip();
    }

    @Test
    void back_and_forward_go_along_what_happened_and_what_is_played_again_is_a_branch() throws IOException {
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        os.act("pause").ok();
        for (int n : List.of(1, 2, 4)) {
            os.publish(os.root.send().resolve("sum::m" + n + ".json"), "{\"add\":" + n + "}");
        }
        os.act("step", "--until-idle").ok();
        assertEquals(7, sum());
        os.act("back").ok();
        assertEquals(3, sum());
        os.act("back").ok();
        assertEquals(1, sum());
        os.act("forward").ok();
        assertEquals(3, sum());
        os.act("forward").ok();
        assertEquals(7, sum());
        assertTrue(os.act("forward").ended(1).err().contains("this is the end of the branch that was left"));
        os.act("back", "3").ok();
        assertEquals(0, sum());
        assertEquals(3, os.waiting("sum").size());
        os.act("step").ok();
        assertTrue(os.act("forward").ended(1).err().contains("nothing lies ahead"));
        os.act("back").ok();
        assertEquals(0, sum());
        assertTrue(os.act("back").ended(1).err().contains("there is no delivery -1"));
        os.act("goto", "branch-1").ok();
        assertEquals(7, sum());
        assertEquals(2, os.act("back", "0").code());
    }

    private int sum() throws IOException {
        return Json.parse(Files.readAllBytes(os.home("sum").state())).get("n").asInt();
    }
}
