package actos.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorExit;
import actos.protocol.Redo;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a message led to takes effect as a whole or not at all: what lies where when a step fails. {@link HaltTest} ends
 * the process between any two of them.
 */
class CommitTest {
    @TempDir
    Path dir;

    private Desk desk;

    @BeforeEach
    void make_a_directory() throws IOException {
        desk = new Desk(dir);
    }

    @Test
    void prepares_requests_unseen_and_then_shows_them() {
        List<String> seen = new ArrayList<>();
        desk.deliver("ann", "5");
        desk.loop(new Everything(() -> seen.addAll(desk.requestNames()))).turn();
        assertEquals(List.of(), seen);
        assertEquals(1, desk.requestNames().size());
        assertTrue(desk.requestNames().get(0).matches("[a-z0-9-]+\\.json"), desk.requestNames()::toString);
    }

    @Test
    void needs_no_redo_for_a_message_that_leads_to_nothing() {
        desk.deliver("ann", "0");
        desk.loop(new Everything(() -> {})).turn();
        assertFalse(desk.isBusy());
        assertEquals(List.of("envelope.json", "spool", "state.json"), Desk.names(desk.home.dir()));
    }

    @Test
    void takes_nothing_back_after_the_commit() throws IOException {
        desk.deliver("ann", "5");
        ActorLoop<Adder.Sum> loop = desk.loop(new Everything(() -> block(desk.home.state())));
        Failure failure = assertThrows(Failure.class, loop::turn);
        assertEquals(ActorExit.TRY_LATER, failure.code());
        assertEquals("cannot end message 1 (m1) from ann: the supervisor goes on from here", failure.getMessage());
        assertEquals(new Redo(1, "{\"n\":5}", true), redo());
        assertEquals(1, desk.requestNames().size());
        assertEquals(2, desk.drawerNames().size());
        assertTrue(desk.drawerNames().stream().allMatch(n -> n.startsWith("ann::")), desk.drawerNames()::toString);
        assertEquals("{\"n\":5}\n", Desk.read(desk.home.hiddenState()));
        assertTrue(desk.isBusy());
    }

    @Test
    void takes_everything_back_before_the_commit() {
        desk.deliver("ann", "5");
        ActorLoop<Adder.Sum> loop = desk.loop(new Everything(() -> block(desk.home.redo())));
        Failure failure = assertThrows(Failure.class, loop::turn);
        assertEquals(ActorExit.TRY_LATER, failure.code());
        assertEquals("cannot put into effect what message 1 (m1) from ann led to", failure.getMessage());
        assertEquals(List.of(), desk.drawerNames());
        assertEquals(List.of(), desk.requestNames());
        assertEquals(List.of("envelope.json", "redo.json", "spool", "state.json"), Desk.names(desk.home.dir()));
        assertEquals("{\"n\":0}", desk.state());
        assertTrue(desk.isBusy());
    }

    @Test
    void takes_everything_back_when_the_message_was_dropped_meanwhile() {
        desk.deliver("ann", "5");
        desk.loop(new Everything(() -> Desk.delete(desk.home.current()))).turn();
        assertEquals(List.of(), desk.drawerNames());
        assertEquals(List.of(), desk.requestNames());
        assertEquals(List.of("envelope.json", "spool", "state.json"), Desk.names(desk.home.dir()));
    }

    @Test
    void ends_the_message_that_counts_also_when_it_was_edited_but_no_other_in_its_place() throws IOException {
        Slot slot = new Slot(desk.home, new Patience(Desk.BRIEFLY));
        desk.deliver("ann", "5");
        slot.look();
        desk.deliver("ann", "6");
        slot.release(1);
        assertTrue(desk.isBusy());
        slot.look();
        Desk.publish(desk.home.current(), "7");
        slot.release(2);
        assertFalse(desk.isBusy());
    }

    @Test
    void a_message_that_is_put_back_lies_in_the_drawer_as_it_was() throws IOException {
        desk.deliver("ann", "\"stash\"");
        desk.loop(new Adder()).turn();
        assertFalse(desk.isBusy());
        assertEquals(List.of("stash"), desk.drawerNames());
        assertEquals("\"stash\"", Desk.read(desk.drawer().resolve("stash")).strip());
        assertEquals(List.of("envelope.json", "spool", "state.json"), Desk.names(desk.home.dir()));
    }

    @Test
    void what_else_its_handler_wants_is_committed_with_it() throws IOException {
        desk.deliver("ann", "5");
        Actor<Adder.Sum> actor = (message, context) -> {
            Adder.everything(5, context);
            context.stash();
            block(desk.home.state());
        };
        assertThrows(Failure.class, desk.loop(new Typed(actor))::turn);
        assertEquals(new Redo(1, "{\"n\":5}", true, null, true), redo());
        assertTrue(desk.isBusy());
    }

    @Test
    void says_nothing_of_an_earlier_longer_state() throws IOException {
        List<Runnable> meanwhile = new ArrayList<>(List.of(() -> {}, () -> block(desk.home.state())));
        ActorLoop<List<String>> loop =
                desk.loop(new Keeper(() -> meanwhile.remove(0).run()));
        desk.state("[]");
        desk.deliver(null, "\"" + "x".repeat(5000) + "\"");
        loop.turn();
        assertEquals(5005, desk.state().length());
        assertFalse(Files.exists(desk.home.redo()));
        desk.deliver(null, "\"y\"");
        assertThrows(Failure.class, loop::turn);
        assertEquals(new Redo(2, "[\"y\"]", false), redo());
        assertEquals(256, Files.size(desk.home.redo()));
    }

    @Test
    void shares_no_file_with_a_copy_of_its_directory() throws IOException {
        Path copy = Files.writeString(dir.resolve("copy"), "of another directory");
        Files.createLink(desk.home.hiddenRedo(), copy);
        desk.deliver("ann", "5");
        desk.loop(new Adder()).turn();
        assertEquals("{\"n\":5}\n", desk.state());
        assertEquals("of another directory", Files.readString(copy));
    }

    @Test
    void a_wish_to_stop_does_not_take_the_now_from_another() {
        desk.deliver(null, "\"stop\"");
        Desk.write(desk.home.stop(), "now\n");
        desk.loop(new Adder()).turn();
        assertEquals("now\n", Desk.read(desk.home.stop()));
        assertFalse(desk.isBusy());
    }

    @Test
    void handles_nothing_while_an_earlier_message_is_unfinished() {
        Desk.write(desk.home.redo(), "{\"id\":1,\"state\":{\"n\":1}}\n");
        Failure failure = assertThrows(Failure.class, desk.loop(new Adder())::begin);
        assertEquals(ActorExit.TRY_LATER, failure.code());
        assertTrue(failure.getMessage().startsWith("redo.json is there: "), failure::getMessage);
    }

    private Redo redo() throws IOException {
        return Redo.parse(Files.readAllBytes(desk.home.redo()));
    }

    /** Makes it impossible to rename a file to this name. */
    private static void block(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.createDirectories(file.resolve("in-the-way"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something of each kind for any number but 0, and then something happens. */
    private record Everything(Runnable deed) implements Actor<Adder.Sum> {
        @Override
        public void receive(JsonNode message, Context<Adder.Sum> context) {
            if (message.longValue() != 0) {
                Adder.everything(message.longValue(), context);
            }
            deed.run();
        }
    }

    /** An actor that is a lambda says nothing of the type of its state. */
    private record Typed(Actor<Adder.Sum> actor) implements Actor<Adder.Sum> {
        @Override
        public void receive(JsonNode message, Context<Adder.Sum> context) throws Exception {
            actor.receive(message, context);
        }
    }

    /** Keeps the last message. */
    private record Keeper(Runnable deed) implements Actor<List<String>> {
        @Override
        public void receive(JsonNode message, Context<List<String>> context) {
            context.setState(Stream.of(message.textValue()).toList());
            deed.run();
        }
    }
}
