package actos.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorExit;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an actor does to its directory for one message, without a process of its own. */
class ActorLoopTest {
    @TempDir
    Path dir;

    private Desk desk;

    @BeforeEach
    void make_a_directory() throws IOException {
        desk = new Desk(dir);
    }

    @Test
    void does_nothing_without_a_message() {
        assertFalse(desk.loop(new Adder()).turn());
    }

    @Test
    void handles_the_message_and_writes_the_state_and_the_answer() {
        desk.deliver("ann", "5");
        assertTrue(desk.loop(new Adder()).turn());
        assertEquals("{\"n\":5}\n", desk.state());
        assertFalse(desk.isBusy());
        assertEquals(List.of(Json.parse(new byte[] {'5'})), desk.sent());
        assertTrue(desk.drawerNames().get(0).matches("ann::[A-Za-z0-9-]+\\.json"), desk.drawerNames()::toString);
        assertEquals(List.of(".redo.json", "envelope.json", "spool", "state.json"), Desk.names(desk.home.dir()));
    }

    @Test
    void sees_what_a_person_did_to_the_state_between_two_messages() {
        ActorLoop<Adder.Sum> loop = desk.loop(new Adder());
        desk.deliver(null, "5");
        loop.turn();
        desk.state("{ \"n\": 100 }");
        desk.deliver(null, "5");
        loop.turn();
        assertEquals("{\"n\":105}\n", desk.state());
    }

    @Test
    void leaves_the_state_file_alone_when_it_says_the_same_already() throws IOException {
        desk.state("{\n  \"n\" : 7\n}\n");
        FileTime before = Files.getLastModifiedTime(desk.home.state());
        Object inode = Files.getAttribute(desk.home.state(), "unix:ino");
        desk.deliver(null, "0");
        desk.loop(new Adder()).turn();
        assertEquals("{\n  \"n\" : 7\n}\n", desk.state());
        assertEquals(before, Files.getLastModifiedTime(desk.home.state()));
        assertEquals(inode, Files.getAttribute(desk.home.state(), "unix:ino"));
    }

    @Test
    void waits_for_a_state_that_is_half_written() throws InterruptedException {
        desk.state("{\"n\": 3");
        desk.deliver(null, "5");
        handleWhileWaiting(() -> desk.state("{\"n\": 30}"));
        assertEquals("{\"n\":35}\n", desk.state());
    }

    @Test
    void waits_for_a_state_that_is_missing() throws IOException, InterruptedException {
        Files.delete(desk.home.state());
        desk.deliver(null, "5");
        handleWhileWaiting(() -> desk.state("{\"n\": 30}"));
        assertEquals("{\"n\":35}\n", desk.state());
    }

    @Test
    void waits_for_a_message_that_is_being_edited() throws InterruptedException {
        desk.deliver(null, "[1,");
        handleWhileWaiting(() -> Desk.publish(desk.home.current(), "5"));
        assertEquals("{\"n\":5}\n", desk.state());
    }

    @Test
    void goes_on_when_an_edited_message_is_deleted_in_the_end() throws InterruptedException {
        desk.deliver(null, "[1,");
        handleWhileWaiting(() -> Desk.delete(desk.home.current()));
        assertEquals("{\"n\":0}", desk.state());
    }

    @Test
    void never_takes_an_emptied_state_for_a_new_one() {
        desk.state("");
        desk.deliver(null, "5");
        Failure failure =
                assertThrows(Failure.class, () -> desk.loop(new Adder()).turn());
        assertEquals(ActorExit.BAD_STATE, failure.code());
        assertEquals("cannot read state.json: it is empty", failure.getMessage());
        assertEquals("", desk.state());
        assertTrue(desk.isBusy());
    }

    @Test
    void never_takes_an_emptied_state_for_a_new_one_where_any_json_will_do() {
        desk.state(" \n");
        desk.deliver(null, "5");
        assertThrows(Failure.class, () -> desk.loop(new Anything()).turn());
        assertTrue(desk.isBusy());
    }

    @Test
    void says_that_the_state_is_missing() throws IOException {
        Files.delete(desk.home.state());
        desk.deliver(null, "5");
        Failure failure =
                assertThrows(Failure.class, () -> desk.loop(new Adder()).turn());
        assertEquals("cannot read state.json: it is missing", failure.getMessage());
    }

    @Test
    void refuses_a_state_with_a_field_that_would_be_lost() {
        desk.state("{\"n\": 3, \"m\": 4}");
        desk.deliver(null, "5");
        Failure failure =
                assertThrows(Failure.class, () -> desk.loop(new Adder()).turn());
        assertEquals(ActorExit.BAD_STATE, failure.code());
        assertTrue(failure.getMessage().contains("\"m\""), failure::getMessage);
        assertEquals("{\"n\": 3, \"m\": 4}", desk.state());
    }

    @Test
    void changes_nothing_when_the_actor_crashes() {
        desk.deliver("ann", "5");
        ActorLoop<Adder.Sum> loop = desk.loop(new SendsThen(() -> {
            throw new IllegalStateException("no");
        }));
        Failure failure = assertThrows(Failure.class, loop::turn);
        assertEquals(Failure.CRASHED, failure.code());
        assertEquals("failed at message 1 (m1) from ann", failure.getMessage());
        assertEquals("no", failure.getCause().getMessage());
        assertEquals(List.of(), desk.drawerNames());
        assertEquals("{\"n\":0}", desk.state());
        assertTrue(desk.isBusy());
    }

    @Test
    void changes_nothing_when_the_message_was_dropped_meanwhile() {
        desk.deliver("ann", "5");
        ActorLoop<Adder.Sum> loop = desk.loop(new SendsThen(() -> Desk.delete(desk.home.current())));
        assertTrue(loop.turn());
        assertEquals(List.of(), desk.drawerNames());
        assertEquals("{\"n\":0}", desk.state());
    }

    @Test
    void forgets_the_state_of_a_dropped_message() {
        List<Runnable> meanwhile = new ArrayList<>(List.of(() -> Desk.delete(desk.home.current()), () -> {}));
        ActorLoop<Adder.Sum> loop =
                desk.loop(new SendsThen(() -> meanwhile.remove(0).run()));
        desk.deliver(null, "5");
        loop.turn();
        desk.deliver(null, "7");
        loop.turn();
        assertEquals("{\"n\":7}\n", desk.state());
    }

    @Test
    void does_not_finish_another_message_than_the_one_it_read() {
        List<Runnable> meanwhile = new ArrayList<>(List.of(
                () -> {
                    Desk.delete(desk.home.current());
                    desk.deliver("bob", "7");
                },
                () -> {}));
        desk.deliver("ann", "5");
        ActorLoop<Adder.Sum> loop =
                desk.loop(new SendsThen(() -> meanwhile.remove(0).run()));
        loop.turn();
        assertTrue(desk.isBusy());
        assertEquals(List.of(), desk.drawerNames());
        loop.turn();
        assertEquals("{\"n\":7}\n", desk.state());
        assertTrue(desk.drawerNames().get(0).startsWith("bob::"));
        assertFalse(desk.isBusy());
    }

    @Test
    void shows_nothing_of_what_it_sends_before_the_handler_returned() {
        desk.deliver("ann", "5");
        List<String> seen = new ArrayList<>();
        desk.loop(new SendsThen(() -> seen.addAll(desk.drawerNames()))).turn();
        assertEquals(List.of(), seen);
        assertEquals(1, desk.drawerNames().size());
    }

    @Test
    void asks_to_be_started_again_later_when_it_cannot_write() throws IOException {
        Files.delete(desk.drawer());
        desk.deliver("ann", "5");
        Failure failure =
                assertThrows(Failure.class, () -> desk.loop(new Adder()).turn());
        assertEquals(75, failure.code());
        assertEquals("{\"n\":0}", desk.state());
        assertTrue(desk.isBusy());
        assertEquals(List.of("envelope.json", "spool", "state.json"), Desk.names(desk.home.dir()));
    }

    @Test
    void takes_back_what_it_prepared_when_the_rest_cannot_be_written() throws IOException {
        Files.delete(desk.drawer());
        desk.deliver("ann", "5");
        ActorLoop<Adder.Sum> loop = desk.loop(new Adder() {
            @Override
            public void receive(JsonNode message, Context<Sum> context) {
                context.spawn(ActorSpec.parse("{\"manual\": true}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                super.receive(message, context);
            }
        });
        assertEquals(75, assertThrows(Failure.class, loop::turn).code());
        assertEquals(List.of(), desk.requestNames());
        assertTrue(desk.isBusy());
    }

    @Test
    void an_interrupt_that_a_handler_leaves_keeps_nothing_from_being_written() {
        desk.deliver("ann", "5");
        desk.loop(new Adder() {
                    @Override
                    public void receive(JsonNode message, Context<Sum> context) {
                        super.receive(message, context);
                        Thread.currentThread().interrupt();
                    }
                })
                .turn();
        assertEquals("{\"n\":5}\n", desk.state());
        assertFalse(desk.isBusy());
    }

    @Test
    void logs_an_answer_that_nobody_waits_for() {
        desk.deliver(null, "5");
        desk.loop(new Adder()).turn();
        assertEquals(List.of(), desk.drawerNames());
        assertEquals("{\"n\":5}\n", desk.state());
    }

    @Test
    void leaves_a_stop_file_when_the_actor_wants_to_end() {
        desk.deliver(null, "\"stop\"");
        desk.loop(new Adder()).turn();
        assertEquals("", Desk.read(desk.home.stop()));
        assertFalse(desk.isBusy());
    }

    @Test
    void requests_the_actors_that_it_starts_and_can_send_to_them_at_once() {
        desk.deliver(null, "0");
        desk.loop(new Starter()).turn();
        List<String> requests = Desk.names(desk.root.spawn());
        assertEquals(1, requests.size());
        ActorSpec spec = ActorSpec.parse(Desk.read(desk.root.spawn().resolve(requests.get(0)))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals("/bin/count-words.sh", spec.path());
        assertEquals(List.of("fast"), spec.args());
        assertEquals("{\"n\":1}", spec.state());
        assertTrue(spec.id().value().startsWith("count-words-"), spec.id()::value);
        assertTrue(desk.drawerNames().get(0).startsWith(spec.id() + "::"), desk.drawerNames()::toString);
    }

    @Test
    void writes_the_delay_into_the_name() {
        desk.deliver("ann", "0");
        desk.loop(new Later()).turn();
        assertTrue(desk.drawerNames().get(0).endsWith("+1500ms.json"), desk.drawerNames()::toString);
    }

    @Test
    void gives_the_actor_its_own_arguments() {
        desk.deliver("ann", "0");
        desk.loop(new Later(), "one", "two").turn();
        assertEquals("[\"one\",\"two\"]", desk.sent().get(0).toString());
    }

    @Test
    void begins_no_commit_once_the_process_ends() throws InterruptedException {
        desk.deliver("ann", "5");
        ActorLoop<Adder.Sum> loop = desk.loop(new Adder());
        loop.endBetweenCommits();
        Thread actor = new Thread(loop::turn);
        actor.setDaemon(true);
        actor.start();
        await().until(() -> actor.getState() == Thread.State.WAITING);
        assertEquals(List.of(), desk.drawerNames());
        assertTrue(desk.isBusy());
    }

    /** Handles one message; does something as soon as the loop waits for a file. */
    private void handleWhileWaiting(Runnable deed) throws InterruptedException {
        ActorLoop<Adder.Sum> loop = desk.patientLoop(new Adder());
        Thread actor = new Thread(() -> {
            loop.turn();
            if (desk.isBusy()) { // it was replaced just while it was read, so nothing of that counted
                loop.turn();
            }
        });
        actor.start();
        await().until(() -> actor.getState() == Thread.State.TIMED_WAITING);
        deed.run();
        actor.join(Desk.LONG.toMillis());
        assertFalse(actor.isAlive());
        assertFalse(desk.isBusy());
    }

    /** Adds and answers, and then something happens. */
    private record SendsThen(Runnable deed) implements Actor<Adder.Sum> {
        @Override
        public void receive(JsonNode message, Context<Adder.Sum> context) {
            context.state().n += message.longValue();
            if (context.from() != null) {
                context.reply("hello");
            }
            deed.run();
        }
    }

    private static final class Anything implements Actor<JsonNode> {
        @Override
        public void receive(JsonNode message, Context<JsonNode> context) {
            context.setState(message);
        }
    }

    private static final class Starter implements Actor<JsonNode> {
        @Override
        public void receive(JsonNode message, Context<JsonNode> context) {
            ActorId child = context.spawn(
                    ActorSpec.program("/bin/count-words.sh", "fast").with("state", Map.of("n", 1)));
            context.send(child, "begin");
        }
    }

    private static final class Later implements Actor<JsonNode> {
        @Override
        public void receive(JsonNode message, Context<JsonNode> context) {
            context.sendLater(context.from(), context.args(), Duration.ofMillis(1500));
        }
    }
}
