package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Phase;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Actors that are written with {@code actos.py} and {@code actos.sh}: both promise the same. */
@ParameterizedClass
@EnumSource(HelpersIT.Language.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HelpersIT extends SharedRoot {
    private static final int AT_ONCE = 5;

    /** The helper, by an actor that is written with it. */
    enum Language {
        PYTHON("helped.py"),
        BASH("helped.sh");

        final String actor;

        Language(String actor) {
            this.actor = actor;
        }
    }

    @Parameter
    Language language;

    @Test
    void handles_sends_answers_and_keeps_its_state() {
        os.spawn("sink", "recorder");
        os.spawn("a", language.actor);
        os.send("a", "{\"k\": 1, \"sends\": 2}");
        assertEquals(
                "\"äöü\"",
                os.act("ask", "--timeout", "1m", "a", "{\"k\": 2, \"replies\": \"" + quotedIfBash("äöü") + "\"}")
                        .ok()
                        .line());

        os.awaitEqual(List.of(1, 2), () -> handled("a"));
        os.awaitGot("sink", "{\"by\":\"a\",\"k\":1,\"part\":0}", "{\"by\":\"a\",\"k\":1,\"part\":1}");
        assertEquals(1, causes("sink").size(), "both have one cause");
        os.awaitEqual(List.of(), () -> LiveRoot.names(os.home("a").dir(), "redo.*|stop|\\.state.*"));
    }

    @Test
    void a_state_that_a_person_edits_between_two_messages_is_the_one_it_works_with() throws IOException {
        os.spawn("a", language.actor);
        os.act("send", "--wait", "--timeout", "1m", "a", "{\"k\": 1}").ok();
        Files.writeString(os.home("a").state(), "{\n \"handled\": [7]\n}\n");
        os.act("send", "--wait", "--timeout", "1m", "a", "{}").ok();
        assertEquals(
                "{\n \"handled\": [7]\n}\n",
                Files.readString(os.home("a").state()),
                "left as it is, if it says the same");
        os.act("send", "--wait", "--timeout", "1m", "a", "{\"k\": 2}").ok();
        assertEquals(List.of(7, 2), handled("a"));
    }

    @Test
    void starts_actors_and_ends_itself() {
        os.spawn("a", language.actor);
        os.send("a", "{\"k\": 1, \"starts\": \"child\", \"stops\": true}");
        os.awaitPhase("child", Phase.READY);
        ActorHome grave = os.awaitBuried("a");
        assertEquals("[1]", read(grave.state()).get("handled").toString());
    }

    @Test
    void nothing_takes_effect_of_a_message_at_which_it_fails() {
        os.manual("sink");
        os.spawnWith("a", language.actor, "\"restart\": \"permanent\", ");
        String bad = os.send("a", "{\"k\": 1, \"sends\": 2, \"starts\": \"child\", \"raises\": \"no\"}");
        os.send("a", "{\"k\": 2}");

        assertEquals("poison", os.awaitDead(bad).reason());
        os.eventually("the next one is handled", () -> handled("a").equals(List.of(2)));
        assertEquals(List.of(), os.waiting("sink"));
        assertFalse(Files.exists(os.home("sink").current()));
        assertFalse(Files.exists(os.home("child").dir()));
        assertEquals(List.of(), LiveRoot.names(os.root.spawn(), ".*"));
        assertTrue(Programs.text(os.home("a").log()).contains(" (" + bad + ")"), "names the message");
    }

    @Test
    void hears_of_the_end_of_another_actor() {
        os.manual("other");
        os.spawn("a", language.actor);
        os.send("a", "{\"watches\": \"other\"}");
        os.eventually("it is handled", () -> os.status("a").handled() == 1);
        os.act("stop", "other").ok();
        os.eventually(
                "a has heard of it",
                () -> read(os.home("a").state()).path("heard").asText().equals("ended"));
    }

    @Test
    void a_message_that_is_taken_away_while_it_is_handled_takes_no_other_with_it() {
        takesAwayTheFirst("{\"k\": 1, \"waits\": true}", 2);
    }

    @Test
    void nor_does_one_that_is_taken_away_after_it_counts() {
        takesAwayTheFirst("{\"k\": 1, \"lingers\": true}", 1, 2);
    }

    /** Takes away what makes the actor wait, while it does, with another message behind it. */
    private void takesAwayTheFirst(String first, Integer... handled) {
        ActorHome home = os.spawn("a", language.actor);
        os.send("a", first);
        os.eventually("it is at it", () -> Files.exists(home.dir().resolve("waiting")));
        os.send("a", "{\"k\": 2}");
        os.bash("rm running/a/spool/current");
        os.signal();
        os.eventually(
                "the next one lies there", () -> read(home.current()).path("k").asInt() == 2);
        Hands.create(home.dir().resolve("go"));
        os.eventually("they are handled", () -> handled("a").equals(List.of(handled)));
    }

    @Test
    void an_answer_is_kept_where_its_question_cannot_be_read() {
        os.manual("expert");
        ActorHome home = os.spawn("a", language.actor);
        os.send("a", "{\"k\": 1, \"asks\": \"expert\", \"question\": {}}");
        os.eventually("it is asked", () -> Files.exists(os.home("expert").current()) && !Files.exists(home.current()));
        os.bash("for f in running/a/asks/*.json; do : > $f; done");
        os.act("reply", "expert", "42").ok();
        ActorHome grave = os.awaitBuried("a");
        assertEquals(75, LiveRoot.exit(grave).code());
        assertTrue(Programs.text(grave.log()).contains("cannot read asks/"), Programs.text(grave.log()));
        assertEquals(1, LiveRoot.names(grave.spool(), ".*~expert~.*json").size(), "it lies in its grave");
    }

    @Test
    void a_state_that_is_no_json_is_refused_and_the_old_one_stays() {
        os.spawn("a", language.actor);
        os.send("a", "{\"k\": 1}");
        List<String> bad = language == Language.PYTHON
                ? List.of(
                        "float('nan')",
                        "handle",
                        "{1, 2}",
                        "[handle] * 2",
                        "(lambda x: x.append(x) or x)([])",
                        "'x' * 17000000")
                : List.of("{", "", "1 2", "{\\\"a\\\": }");
        for (String returned : bad) {
            os.send("a", "{\"returns\": \"" + returned + "\"}");
            ActorHome grave = os.awaitBuried("a");
            assertEquals(1, LiveRoot.exit(grave).code(), returned);
            assertEquals("[1]", read(grave.state()).get("handled").toString(), returned);
            os.bash("rm dead/actors/a@*/spool/*.json; mv dead/actors/a@* running/a; kill -USR1 $(cat .pid)");
            os.awaitPhase("a", Phase.READY);
        }
    }

    @Test
    void asks_and_gets_the_answer_with_what_it_kept() {
        os.spawn("expert", language.actor);
        os.spawn("a", language.actor);
        String question = "{\"replies\": " + (language == Language.BASH ? "\"42\"" : "42") + "}";
        String order = "{\"k\": 1, \"asks\": \"expert\", \"question\": " + question + "}";
        assertEquals(
                "{\"answer\":42,\"error\":null,\"kept\":{\"k\":1}}",
                os.act("ask", "--timeout", "1m", "a", order).ok().line());
        os.awaitEqual("[1]", () -> read(os.home("a").state()).path("answered").toString());
        os.awaitEqual(List.of(), () -> LiveRoot.names(os.home("a").asks(), ".*"));
    }

    @Test
    void is_told_when_nobody_answers_in_time() {
        os.manual("silent");
        os.spawn("a", language.actor);
        String order = "{\"k\": 1, \"asks\": \"silent\", \"question\": {}, \"within\": \"300ms\"}";
        assertEquals(
                "{\"answer\":null,\"error\":\"silent has not answered within 300ms\",\"kept\":{\"k\":1}}",
                os.act("ask", "--timeout", "1m", "a", order).ok().line());

        os.act("reply", "silent", "\"too late\"").ok();
        os.eventually(
                "it says so", () -> Programs.text(os.home("a").log()).contains("comes too late, nobody waits for it"));
        assertEquals("[1]", read(os.home("a").state()).get("answered").toString());
    }

    @Test
    void what_was_put_back_comes_before_what_is_behind_it() {
        os.spawn("a", language.actor);
        for (int k = 1; k <= 3; k++) {
            os.send("a", "{\"k\": " + k + ", \"stashes\": true}");
        }
        os.send("a", "{\"k\": 4, \"unstashes\": true}");
        os.send("a", "{\"k\": 5}");
        os.awaitEqual(List.of(4, 1, 2, 3, 5), () -> handled("a"));
        os.awaitEqual(3, () -> journal("stashed").size());
        os.awaitEqual(3, () -> journal("unstashed").size());
    }

    @Test
    void a_message_that_is_put_back_is_so_once_wherever_the_process_ends() {
        assertTrue(points(this::beginStashing, this::checkStashed) >= 9);
    }

    private void beginStashing(String id) {
        os.send(id, "{\"k\": 1, \"stashes\": true}");
        os.send(id, "{\"k\": 2, \"unstashes\": true}");
        os.send(id, "{\"k\": 3}");
    }

    private void checkStashed(String id) {
        os.awaitEqual(List.of(2, 1, 3), () -> handled(id));
        assertEquals("[1]", read(os.home(id).state()).get("put back").toString());
    }

    /** Ends it before each step that it takes on the disk, one actor for each of these points. */
    @Test
    void each_message_takes_effect_exactly_once_wherever_the_process_ends() {
        os.manual("sink");
        os.send("sink", "\"with this one in the slot, all others wait\"");
        os.eventually("the sink is busy", () -> Files.exists(os.home("sink").current()));
        os.spawn("expert", language.actor);
        assertTrue(points(this::begin, this::check) >= 11);
    }

    /** How many points there are at which an actor's process can be ended, all tried. */
    private int points(Consumer<String> begin, Consumer<String> check) {
        int points = 0;
        for (int halted = AT_ONCE; halted == AT_ONCE; points += halted) {
            List<Integer> some =
                    IntStream.rangeClosed(points + 1, points + AT_ONCE).boxed().toList();
            for (int point : some) {
                os.publish(
                        os.root.request("at-" + point),
                        LiveRoot.spec("\"restart\": \"permanent\", ", language.actor, Integer.toString(point)));
                begin.accept("at-" + point);
            }
            halted = (int) some.stream()
                    .map(point -> "at-" + point)
                    .filter(id -> {
                        check.accept(id);
                        return Programs.text(os.home(id).log()).contains("halted before");
                    })
                    .count();
        }
        assertEquals(List.of(), LiveRoot.names(os.root.deadMessages(), ".*"));
        assertEquals(List.of(), LiveRoot.names(os.root.deadSpawn(), ".*"));
        return points;
    }

    private void begin(String id) {
        String question = "{\\\"replies\\\": \\\"7\\\"}";
        String text = language == Language.BASH ? "\"" + question + "\"" : question.replace("\\", "");
        os.send(
                id,
                "{\"k\": 1, \"sends\": 2, \"starts\": \"of-" + id + "\", \"asks\": \"expert\", \"question\": " + text
                        + "}");
    }

    private void check(String id) {
        os.eventually(id + " has its answer", () -> read(os.home(id).state()).has("answered"));
        os.eventually(
                id + " is done",
                () -> !Files.exists(os.home(id).current())
                        && !Files.exists(os.home(id).redo()));
        String log = Programs.text(os.home(id).log());
        assertEquals(List.of(1), handled(id), log);
        assertEquals("[1]", read(os.home(id).state()).get("answered").toString(), log);
        assertEquals(List.of(), LiveRoot.names(os.home(id).asks(), ".*"), log);
        os.awaitPhase("of-" + id, Phase.READY);
        List<String> parts = new ArrayList<>();
        for (String waiting : os.waiting("sink")) {
            JsonNode body = read(os.home("sink").spool().resolve(waiting));
            if (body.path("by").asText().equals(id)) {
                parts.add(body.get("part").asText());
            }
        }
        assertEquals(List.of("0", "1"), parts, log);
    }

    @Test
    void one_that_finds_a_redo_leaves_it_to_the_supervisor() throws IOException {
        ActorHome home = os.spawnWith("a", language.actor, "\"restart\": \"permanent\", ");
        os.send("a", "{\"k\": 1}");
        os.eventually("it has handled 1", () -> handled("a").equals(List.of(1)));
        Path elsewhere =
                Files.createDirectories(os.base().resolve("x/running/a/spool")).getParent();
        Files.createDirectories(os.base().resolve("x/send/a"));
        Files.writeString(elsewhere.resolve("redo.json"), "{\"id\": 1}");
        Ran ran = Programs.run(
                elsewhere,
                os.with("ACTOS_HOME", Programs.HOME.toString()).environment(),
                List.of(
                        Programs.actor(language.actor).toString(),
                        "a",
                        elsewhere + "/state.json",
                        elsewhere + "/spool/current",
                        os.base() + "/x/send/a"));
        assertEquals(75, ran.code(), ran::toString);
        assertNull(os.status("a").lastEnd(), "the other one lives on");
        assertTrue(Files.exists(home.state()));
    }

    @Test
    void says_what_it_is_if_it_is_started_by_hand() {
        Ran ran = Programs.run(
                os.base(),
                os.with("ACTOS_HOME", Programs.HOME.toString()).environment(),
                List.of(Programs.actor(language.actor).toString()));
        assertEquals(2, ran.code(), ran::toString);
        assertTrue(ran.err().contains("an actor is started by a supervisor"), ran::toString);
    }

    private String quotedIfBash(String text) {
        return language == Language.BASH ? "\\\"" + text + "\\\"" : text;
    }

    private List<Integer> handled(String id) {
        List<Integer> handled = new ArrayList<>();
        read(os.home(id).state()).path("handled").forEach(k -> handled.add(k.asInt()));
        return handled;
    }

    private List<Long> causes(String to) {
        return journal("taken").stream()
                .filter(entry -> to.equals(entry.text("to")))
                .map(entry -> entry.number("cause"))
                .distinct()
                .toList();
    }

    private static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
