package actos.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorExit;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Redo;
import actos.protocol.Seed;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking: what lies on the disk between a question and its answer, and what becomes of it. */
class AskTest {
    @TempDir
    Path dir;

    private Desk desk;

    @BeforeEach
    void make_a_directory() throws IOException {
        desk = new Desk(dir);
    }

    @Test
    void a_question_is_three_files() {
        String name = ask();
        assertEquals(List.of(name + ".json"), Desk.names(desk.home.asks()));
        assertEquals(
                "{\"to\":\"bob\",\"within\":\"30s\",\"keep\":{\"plus\":10},\"from\":\"ann\",\"name\":\"m1\"}\n",
                Desk.read(desk.home.ask(new MessageName(name))));
        assertEquals(List.of("adder::" + name + ".late+30s.json", "bob::" + name + ".json"), desk.drawerNames());
        assertEquals(
                "[\"bob has not answered within 30s\", \"how many?\"]",
                desk.sent().toString());
    }

    @Test
    void another_process_goes_on_with_what_was_kept_and_answers_the_one_who_asked_first() {
        String name = ask();
        empty();
        desk.deliver("bob", "b1", name, "5");
        desk.loop(new Adder()).turn();
        assertEquals("{\"n\":16}\n", desk.state());
        assertEquals(List.of(), Desk.names(desk.home.asks()));
        assertEquals("[16]", desk.sent().toString());
        assertTrue(desk.drawerNames().get(0).matches("ann::[a-z0-9-]+=m1\\.json"), desk.drawerNames()::toString);
    }

    @Test
    void an_answer_that_leads_to_a_question_passes_on_for_whom_it_is_asked() {
        String first = ask();
        empty();
        desk.deliver("bob", "b1", first, "\"ask me later\"");
        desk.loop(new Adder()).turn();
        String second = Desk.names(desk.home.asks()).get(0).replace(".json", "");
        assertFalse(first.equals(second));
        empty();
        desk.deliver("bob", "b2", second, "5");
        desk.loop(new Adder()).turn();
        assertTrue(desk.drawerNames().get(0).matches("ann::[a-z0-9-]+=m1\\.json"), desk.drawerNames()::toString);
    }

    @Test
    void when_the_time_is_over_the_reason_comes_in_place_of_an_answer() {
        String name = ask();
        empty();
        desk.deliver("adder", name + ".late", null, "\"bob has not answered within 30s\"");
        desk.loop(new Adder()).turn();
        assertEquals("[\"bob has not answered within 30s\"]", desk.sent().toString());
        assertEquals(List.of(), Desk.names(desk.home.asks()));
    }

    @Test
    void a_second_answer_and_a_late_one_and_the_end_of_the_time_after_the_answer_are_passed_over() {
        String name = ask();
        empty();
        desk.deliver("bob", "b1", name, "5");
        desk.loop(new Adder()).turn();
        empty();
        desk.deliver("bob", "b2", name, "5");
        desk.loop(new Adder()).turn();
        desk.deliver("adder", name + ".late", null, "\"bob has not answered within 30s\"");
        desk.loop(new Adder()).turn();
        assertFalse(desk.isBusy());
        assertEquals("{\"n\":16}\n", desk.state());
        assertEquals(List.of(), desk.drawerNames());
    }

    @Test
    void another_one_to_whom_it_was_forwarded_may_answer_but_nobody_else_says_that_it_is_late() {
        String name = ask();
        empty();
        desk.deliver("eve", name + ".late", null, "100");
        desk.loop(new Adder()).turn();
        assertEquals("{\"n\":101}\n", desk.state());
        assertEquals(List.of(name + ".json"), Desk.names(desk.home.asks()));
        desk.deliver("eve", "e1", name, "5");
        desk.loop(new Adder()).turn();
        assertEquals("{\"n\":116}\n", desk.state());
        assertEquals(List.of(), Desk.names(desk.home.asks()));
    }

    @Test
    void a_message_is_answered_from_the_handling_of_another_one() {
        desk.deliver("ann", "q1.ask", null, "\"keep\"");
        desk.loop(new Adder()).turn();
        empty();
        desk.deliver("bob", "m2", null, "\"answer\"");
        desk.loop(new Adder()).turn();
        assertEquals("[\"at last\"]", desk.sent().toString());
        assertTrue(desk.drawerNames().get(0).matches("ann::[a-z0-9-]+=q1\\.ask\\.json"), desk.drawerNames()::toString);
        desk.deliver(null, "m3", null, "\"keep\"");
        desk.loop(new Adder()).turn();
        empty();
        desk.deliver("bob", "m4", null, "\"answer\"");
        desk.loop(new Adder()).turn();
        assertEquals(List.of(), desk.drawerNames());
    }

    @Test
    void what_is_sent_is_called_after_the_message_and_its_position_and_the_same_when_it_is_handled_again()
            throws Exception {
        desk.deliver("ann", "\"everything\"");
        Path message = Files.copy(desk.home.current(), dir.resolve("again"));
        desk.loop(new Adder()).turn();
        String seed = Seed.of(new ActorId("adder"), new ActorId("ann"), new MessageName("m1"), Desk.SENT)
                .value();
        assertEquals(List.of("ann::" + seed + "-0001.json", "ann::" + seed + "-0002.json"), desk.drawerNames());
        assertEquals(List.of(seed + "-0003.json"), desk.requestNames());
        assertEquals(
                "true-" + seed.substring(3) + "-0003",
                Json.parse(Files.readAllBytes(desk.root.request(seed + "-0003")))
                        .path("id")
                        .asText());
        empty();
        Desk.delete(desk.root.request(seed + "-0003"));
        Files.move(message, desk.home.current());
        desk.loop(new Adder()).turn();
        assertEquals(List.of("ann::" + seed + "-0001.json", "ann::" + seed + "-0002.json"), desk.drawerNames());
    }

    @Test
    void what_still_lies_in_the_drawer_under_the_same_name_is_not_replaced() throws Exception {
        desk.deliver("ann", "\"everything\"");
        String seed = Seed.of(new ActorId("adder"), new ActorId("ann"), new MessageName("m1"), Desk.SENT)
                .value();
        Desk.write(desk.drawer().resolve("ann::" + seed + "-0002.json"), "\"before\"");
        Desk.write(desk.root.request(seed + "-0003"), "\"before\"");
        desk.loop(new Adder()).turn();
        assertEquals(
                List.of("ann::" + seed + "-0001.json", "ann::" + seed + "-0002-2.json", "ann::" + seed + "-0002.json"),
                desk.drawerNames());
        assertEquals("[1, 7, \"before\"]", desk.sent().toString());
        assertEquals(List.of(seed + "-0003-2.json", seed + "-0003.json"), desk.requestNames());
        assertEquals("\"before\"", Desk.read(desk.root.request(seed + "-0003")));
    }

    @Test
    void a_question_that_still_waits_is_not_asked_under_the_same_name_again() throws Exception {
        desk.deliver("ann", "\"ask\"");
        Path message = Files.copy(desk.home.current(), dir.resolve("again"));
        desk.loop(new Adder()).turn();
        empty();
        Files.move(message, desk.home.current());
        desk.loop(new Adder()).turn();
        List<String> questions = Desk.names(desk.home.asks());
        assertEquals(2, questions.size());
        assertTrue(
                questions.get(0).endsWith("-0001.ask.json") && questions.get(1).endsWith("-0002.ask.json"));
        String second = questions.get(1).replace(".json", "");
        assertEquals(List.of("adder::" + second + ".late+30s.json", "bob::" + second + ".json"), desk.drawerNames());
    }

    @Test
    void chance_belongs_to_the_message() throws Exception {
        List<Integer> drawn = new ArrayList<>();
        Actor<JsonNode> dice = new Actor<>() {
            @Override
            public void receive(JsonNode message, Context<JsonNode> context) {
                drawn.add(context.random().nextInt());
                drawn.add(context.random().nextInt());
            }
        };
        for (String name : List.of("m1", "m1", "m2")) {
            desk.deliver("ann", name, null, "1");
            desk.loop(dice).turn();
        }
        assertEquals(drawn.subList(0, 2), drawn.subList(2, 4));
        assertEquals(4, new HashSet<>(drawn).size());
    }

    @Test
    void a_relative_program_starts_from_the_directory_of_this_one() {
        Desk.write(desk.home.spec(), "{\"path\": \"/srv/shop/bin/shop.sh\"}");
        desk.deliver("ann", "m1", null, "\"spawn\"");
        desk.loop(new Adder()).turn();
        String request = Desk.read(desk.root.spawn().resolve(desk.requestNames().get(0)));
        assertTrue(request.contains("\"/srv/shop/worker.sh\""), request);
    }

    @Test
    void a_message_is_forwarded_in_the_name_of_who_asked_first() {
        desk.deliver("ann", "q1.ask", null, "\"forward\"");
        desk.loop(new Adder()).turn();
        assertEquals("[\"forward\"]", desk.sent().toString());
        assertTrue(
                desk.drawerNames().get(0).matches("bob::[a-z0-9-]+@ann=q1\\.ask\\.json"), desk.drawerNames()::toString);
        empty();
        desk.deliver(null, "q2", null, "\"forward\"");
        desk.loop(new Adder()).turn();
        assertTrue(desk.drawerNames().get(0).matches("bob::[a-z0-9-]+@act=q2\\.json"), desk.drawerNames()::toString);
    }

    @Test
    void an_answer_to_a_message_that_was_sent_and_not_asked_is_a_message_like_others() {
        desk.deliver("bob", "b1", "m0", "5");
        desk.loop(new Adder()).turn();
        assertEquals("{\"n\":5}\n", desk.state());
    }

    @Test
    void a_question_that_cannot_be_read_is_told_and_not_passed_over() {
        String name = ask();
        Desk.write(desk.home.ask(new MessageName(name)), "{\"to\": ");
        desk.deliver("bob", "b1", name, "5");
        Failure failure =
                assertThrows(Failure.class, () -> desk.loop(new Adder()).turn());
        assertTrue(failure.getMessage().startsWith("cannot read asks/" + name + ".json: "), failure::getMessage);
        assertTrue(desk.isBusy());
    }

    @Test
    void is_told_to_try_later_where_the_question_cannot_be_kept() {
        Desk.write(desk.home.asks(), "in the way");
        desk.deliver("ann", "\"ask\"");
        Failure failure =
                assertThrows(Failure.class, () -> desk.loop(new Adder()).turn());
        assertEquals(ActorExit.TRY_LATER, failure.code());
        assertEquals(List.of(), desk.drawerNames());
    }

    @Test
    void the_redo_says_which_question_was_answered() throws IOException {
        String name = ask();
        desk.deliver("bob", "b1", name, "5");
        Files.delete(desk.home.state());
        Desk.write(desk.home.state(), "{\"n\":1}");
        ActorLoop<Adder.Sum> loop = desk.loop(new Adder() {
            @Override
            public void answered(Answer answer, Context<Sum> context) {
                super.answered(answer, context);
                try { // so that the effect fails at its second step
                    Files.delete(desk.home.state());
                    Files.createDirectories(desk.home.state().resolve("in-the-way"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        assertThrows(Failure.class, loop::turn);
        assertEquals(
                new Redo(2, "{\"n\":16}", false, new MessageName(name), false),
                Redo.parse(Files.readAllBytes(desk.home.redo())));
        assertEquals(List.of(name + ".json"), Desk.names(desk.home.asks()));
    }

    @Test
    void an_answer_that_is_put_back_is_none_yet() {
        String name = ask();
        desk.deliver("bob", "b1", name, "\"not yet\"");
        desk.loop(new Adder()).turn();
        assertFalse(desk.isBusy());
        assertTrue(desk.drawerNames().contains("stash"), desk.drawerNames()::toString);
        assertEquals(List.of(name + ".json"), Desk.names(desk.home.asks()));
    }

    @Test
    void a_probe_answers_questions_without_a_disk() throws Exception {
        ActorProbe<Adder.Sum> adder = new ActorProbe<>(new Adder());
        Outcome asked = adder.ask("ask");
        assertEquals(List.of(), asked.sends());
        Outcome.Asked question = asked.asks().get(0);
        assertEquals("bob", question.to().value());
        assertEquals("how many?", question.body().textValue());
        assertEquals("{\"plus\":10}", Json.text(question.kept()));
        assertEquals(16, adder.answer(question, 5).reply().longValue());
        assertEquals(
                "bob has not answered within 30s",
                adder.letTimePass(question).reply().textValue());
    }

    @Test
    void an_actor_that_asks_and_has_no_answered_says_so() {
        ActorProbe<Adder.Sum> adder = new ActorProbe<>(new OnlyAsks());
        UnsupportedOperationException e = assertThrows(
                UnsupportedOperationException.class,
                () -> adder.answer(adder.ask(1).asks().get(0), 5));
        assertTrue(e.getMessage().endsWith("OnlyAsks asks, but does not override answered()"), e::getMessage);
    }

    /** The name of the question that {@link Adder} asks on behalf of ann's message m1. */
    private String ask() {
        desk.deliver("ann", "\"ask\"");
        desk.loop(new Adder()).turn();
        return Desk.names(desk.home.asks()).get(0).replace(".json", "");
    }

    /** The supervisor takes what was sent. */
    private void empty() {
        desk.drawerNames().forEach(name -> Desk.delete(desk.drawer().resolve(name)));
    }

    private static final class OnlyAsks implements Actor<Adder.Sum> {
        @Override
        public void receive(com.fasterxml.jackson.databind.JsonNode message, Context<Adder.Sum> context) {
            context.ask("bob", message, null);
        }
    }
}
