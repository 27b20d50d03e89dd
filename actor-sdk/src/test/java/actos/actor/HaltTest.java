package actos.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorExit;
import actos.protocol.FileStep;
import actos.protocol.MessageName;
import actos.protocol.Redo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The actor's process is halted before and after each step on the disk, one run for each point; the test then does
 * what the contract asks of a supervisor, and the message must have had its effect exactly once.
 */
class HaltTest {
    /** The order that is obeyed at a point, the steps that it takes, and what must be so in the end. */
    private enum Scene {
        /** A new state, two messages, a request, the wish to stop. */
        EVERYTHING("ann", "m1", null, "\"everything\"", 14) {
            @Override
            void check(Desk desk, String where) {
                assertEquals("{\"n\":7}", desk.state().strip(), where);
                assertEquals("[1, 7]", desk.sent().toString(), where);
                assertEquals(1, desk.requestNames().size(), where);
                assertTrue(desk.drawerNames().get(0).startsWith("ann::"), where);
                assertTrue(Files.exists(desk.home.stop()), where);
            }
        },
        /** A new state, and the first question. */
        ASK("ann", "m1", null, "\"ask\"", 14) {
            @Override
            void check(Desk desk, String where) {
                assertEquals("{\"n\":1}", desk.state().strip(), where);
                assertEquals(1, Desk.names(desk.home.asks()).size(), where);
                String name = Desk.names(desk.home.asks()).get(0).replace(".json", "");
                assertEquals(
                        List.of("adder::" + name + ".late+30s.json", "bob::" + name + ".json"),
                        desk.drawerNames(),
                        where);
            }
        },
        /** A new state, an answer, and a question that waits no more. */
        ANSWER("bob", "b1", "q.ask", "5", 10) {
            @Override
            void prepare(Desk desk) throws IOException {
                Files.createDirectories(desk.home.asks());
                Desk.write(
                        desk.home.ask(new MessageName("q.ask")),
                        "{\"to\":\"bob\",\"within\":\"30s\",\"keep\":{\"plus\":2},\"from\":\"ann\",\"name\":\"x\"}");
            }

            @Override
            void check(Desk desk, String where) {
                assertEquals("{\"n\":7}", desk.state().strip(), where);
                assertEquals("[7]", desk.sent().toString(), where);
                assertEquals(List.of(), Desk.names(desk.home.asks()), where);
            }
        };

        private final String from;
        private final String name;
        private final String inReplyTo;
        private final String body;
        private final int steps;

        Scene(String from, String name, String inReplyTo, String body, int steps) {
            this.from = from;
            this.name = name;
            this.inReplyTo = inReplyTo;
            this.body = body;
            this.steps = steps;
        }

        void prepare(Desk desk) throws IOException {}

        abstract void check(Desk desk, String where);
    }

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource
    void wherever_the_process_ends_the_message_has_its_effect_once(Scene scene) throws Exception {
        int point = 1;
        boolean committed = false;
        while (true) {
            Desk desk = new Desk(Files.createDirectory(dir.resolve("halted-at-" + point)));
            scene.prepare(desk);
            boolean halted = run(desk, scene, point);
            boolean done = finish(desk);
            String where = Desk.read(desk.home.log());
            assertTrue(done || !committed, () -> "taken back after it counted: " + where);
            committed = done;
            if (!done) {
                assertTrue(desk.isBusy(), where);
                desk.loop(new Adder()).turn();
            }
            checkEffect(desk, scene, where);
            if (!halted) {
                break;
            }
            point++;
        }
        assertEquals(2 * scene.steps + 1, point, "the number of points");
        assertTrue(committed);
    }

    @Test
    void on_a_full_disk_nothing_has_happened() throws Exception {
        Desk desk = new Desk(dir);
        Path full = Files.createFile(dir.resolve("full"));
        desk.deliver("ann", "\"everything\"");
        Process actor = desk.start("-Dactos.test.full=" + full);
        assertEquals(ActorExit.TRY_LATER, actor.waitFor());
        assertEquals(List.of("envelope.json", "out.log", "spool", "state.json"), Desk.names(desk.home.dir()));
        assertEquals(List.of(), desk.drawerNames());
        assertEquals(List.of(), desk.requestNames());
        assertTrue(desk.isBusy());
        Files.delete(full);
        desk.loop(new Adder()).turn();
        checkEffect(desk, Scene.EVERYTHING, "after the disk was full");
    }

    /** Whether the process was halted. */
    private static boolean run(Desk desk, Scene scene, int point) throws Exception {
        desk.deliver(scene.from, scene.name, scene.inReplyTo, scene.body);
        Process actor = desk.start("-Dactos.test.haltAt=" + point);
        while (actor.isAlive() && desk.isBusy()) {
            actor.waitFor(2, TimeUnit.MILLISECONDS);
        }
        actor.destroy(); // TERM waits for the end of the commit, or the halt
        int code = actor.waitFor();
        assertTrue(code == FileStep.HALTED || code == 128 + 15, () -> code + ": " + Desk.read(desk.home.log()));
        return code == FileStep.HALTED;
    }

    /**
     * What a supervisor does when an actor has ended.
     *
     * @return whether the message counts
     */
    private static boolean finish(Desk desk) throws IOException {
        boolean redo = Files.exists(desk.home.redo());
        if (redo) {
            Redo what = Redo.parse(Files.readAllBytes(desk.home.redo()));
            assertEquals(1, what.id());
            reveal(desk.root.spawn());
            reveal(desk.home.asks());
            reveal(desk.drawer());
            Desk.publish(desk.home.state(), what.state());
            if (what.stop()) {
                Desk.write(desk.home.stop(), "");
            }
            if (what.answered() != null) {
                Files.deleteIfExists(desk.home.ask(what.answered()));
            }
            Files.deleteIfExists(desk.home.current());
            Files.delete(desk.home.redo());
        }
        discard(desk.root.spawn());
        discard(desk.home.asks());
        discard(desk.drawer());
        return redo || !desk.isBusy();
    }

    private static void reveal(Path directory) throws IOException {
        for (String name : names(directory)) {
            if (name.startsWith(".1~")) {
                Files.move(directory.resolve(name), directory.resolve(name.substring(3)));
            }
        }
    }

    private static List<String> names(Path directory) {
        return Files.exists(directory) ? Desk.names(directory) : List.of();
    }

    private static void discard(Path directory) throws IOException {
        for (String name : names(directory)) {
            if (name.startsWith(".1~")) {
                Files.delete(directory.resolve(name));
            }
        }
    }

    private static void checkEffect(Desk desk, Scene scene, String where) {
        scene.check(desk, where);
        assertEquals(false, desk.isBusy(), where);
        assertEquals(false, Files.exists(desk.home.redo()), where);
    }
}
