package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.Act;
import actos.act.TestRoot;
import actos.act.call.Surroundings;
import actos.act.term.Terminal;
import actos.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventsCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.journal("supervisorStarted", "\"pid\":7,\"version\":\"1\",\"mode\":\"notices\"");
        test.journal("taken", "\"id\":1,\"from\":null,\"to\":\"bank\",\"body\":{\"a\":\"\\u001b[31m\"}");
        test.journal("exited", "\"actor\":\"shop\",\"code\":3,\"why\":\"it failed\"");
        test.journal("unheardOf", "\"x\":1");
    }

    @Test
    void makes_the_whole_journal_readable() {
        TestRoot.Call call = test.act("events");
        assertEquals(0, call.code());
        String[] lines = call.out().split("\n");
        assertEquals(4, lines.length);
        assertTrue(lines[0].endsWith("supervisorStarted  pid 7, version 1, notices"), lines[0]);
        assertTrue(lines[1].endsWith("taken         1 · → bank  {\"a\":\"\\u001B[31m\"}"), lines[1]);
        assertTrue(lines[2].endsWith("exited        shop, exit code 3: it failed"), lines[2]);
        assertTrue(lines[3].endsWith("x 1"), lines[3]);
    }

    @Test
    void tells_of_restarts_and_recovery() throws Exception {
        test.journal("restarting", "\"actor\":\"bank\",\"inMs\":0,\"restarts\":1");
        test.journal("restarting", "\"actor\":\"bank\",\"inMs\":3100,\"restarts\":2");
        test.journal("gaveUp", "\"actor\":\"bank\",\"why\":\"too many\"");
        test.journal("restartRefused", "\"actor\":\"bank\",\"detail\":\"no file /x\"");
        test.journal("redone", "\"actor\":\"bank\",\"id\":41");
        test.journal("adopted", "\"actor\":\"bank\",\"pid\":8");
        test.journal("cloned", "\"actor\":\"bank-2\",\"from\":\"bank\"");
        test.journal("revived", "\"actor\":\"bank\",\"from\":null");
        test.journal("dead", "\"id\":9,\"to\":\"bank\",\"from\":null,\"reason\":\"poison\",\"attempts\":3");
        test.journal("buried", "\"actor\":\"bank\",\"grave\":null");
        test.journal("accepted", "\"actor\":\"kid\",\"request\":null,\"manual\":false,\"parent\":\"shop\"");
        test.journal("pending", "\"actor\":\"kid\"");
        test.journal("attached", "\"actor\":\"kid\",\"pid\":9");
        test.journal("attachRefused", "\"actor\":\"kid\",\"pid\":9,\"detail\":\"gone\"");
        test.journal("detached", "\"actor\":\"kid\",\"pid\":9,\"why\":\"it ended\"");
        String[] lines = test.act("events").out().split("\n");
        assertTrue(lines[13].endsWith("buried        bank, without a grave"), lines[13]);
        assertTrue(lines[4].endsWith("restarting    bank at once, restart 1"), lines[4]);
        assertTrue(lines[5].endsWith("restarting    bank in 3s, restart 2"), lines[5]);
        assertTrue(lines[6].endsWith("gaveUp        bank: too many"), lines[6]);
        assertTrue(lines[7].endsWith("restartRefused  bank: no file /x"), lines[7]);
        assertTrue(
                lines[8].endsWith("redone        41 of bank, its effects were completed by the supervisor"), lines[8]);
        assertTrue(lines[9].endsWith("adopted       bank, pid 8"), lines[9]);
        assertTrue(lines[10].endsWith("cloned        bank-2, a copy of bank"), lines[10]);
        assertTrue(lines[11].endsWith("revived       bank"), lines[11]);
        assertTrue(lines[12].endsWith("dead          9 · → bank  poison after 3 attempts"), lines[12]);
        assertTrue(lines[14].endsWith("accepted      kid, a child of shop"), lines[14]);
        assertTrue(lines[15].endsWith("pending       kid"), lines[15]);
        assertTrue(lines[16].endsWith("attached      kid, pid 9"), lines[16]);
        assertTrue(lines[17].endsWith("attachRefused  kid, pid 9: gone"), lines[17]);
        assertTrue(lines[18].endsWith("detached      kid, pid 9: it ended"), lines[18]);
        assertEquals(10, test.act("events", "bank").out().lines().count() - 1);
    }

    @Test
    void tells_what_was_changed_by_hand_from_what_loading_an_image_has_changed() throws Exception {
        test.journal("edited", "\"actor\":\"bank\",\"state\":1");
        test.journal("paused", "\"actor\":null,\"load\":\"one\"");
        test.journal("edited", "\"actor\":\"bank\",\"state\":1,\"load\":\"one\"");
        test.journal("added", "\"id\":2,\"actor\":\"bank\",\"load\":\"one\"");
        test.journal("dropped", "\"id\":1,\"actor\":\"bank\",\"load\":\"one\"");
        String[] lines = test.act("events").out().split("\n");
        assertTrue(lines[4].endsWith("the state of bank, by hand  1"), lines[4]);
        assertTrue(lines[5].endsWith("paused        the system, by loading image one"), lines[5]);
        assertTrue(lines[6].endsWith("the state of bank, by loading image one  1"), lines[6]);
        assertTrue(lines[7].endsWith("2 to bank, put there by loading image one"), lines[7]);
        assertTrue(lines[8].endsWith("1 of bank, deleted by loading image one"), lines[8]);
        String fate = test.act("show", "1").out();
        assertTrue(fate.contains("fate    deleted by loading image one from the mailbox of bank"), fate);
    }

    @Test
    void keeps_to_one_actor() {
        assertEquals(1, test.act("events", "bank").out().lines().count());
    }

    @Test
    void keeps_to_one_message_and_what_it_caused() throws Exception {
        test.journal("delivered", "\"id\":1,\"actor\":\"bank\"");
        test.journal("taken", "\"id\":2,\"name\":\"k2\",\"from\":\"bank\",\"to\":\"shop\",\"cause\":1,\"body\":2");
        test.journal("taken", "\"id\":3,\"name\":\"k3\",\"from\":null,\"to\":\"shop\",\"cause\":null,\"body\":3");
        assertEquals(List.of("taken", "delivered", "taken"), events("1"));
        assertEquals(List.of("taken"), events("k2"));
        test.actor("shop", "ready");
        test.current("shop", 3, "k3", "3");
        assertEquals(List.of("taken"), events("shop/current"));
    }

    private List<String> events(String thing) {
        TestRoot.Call call = test.act("events", "--json", thing);
        assertEquals(0, call.code(), call.err());
        return call.out()
                .lines()
                .map(line -> Json.parse(line.getBytes(StandardCharsets.UTF_8))
                        .path("event")
                        .asText())
                .toList();
    }

    @Test
    void fails_where_nobody_of_that_name_is_or_was_there() throws Exception {
        test.actor("till", "ready");
        for (String thing : new String[] {"tilt", "20", "k9"}) {
            for (String[] options : new String[][] {{}, {"--json"}}) {
                TestRoot.Call call = test.act(Stream.concat(Stream.of("events", thing), Stream.of(options))
                        .toArray(String[]::new));
                assertEquals(4, call.code(), thing);
                assertEquals("", call.out());
                assertTrue(
                        call.err().contains("act: there is no actor and no message \"" + thing + "\"; "), call.err());
            }
        }
        assertTrue(test.act("events", "tilt").err().contains("did you mean till?"));
        assertEquals(4, test.act("events", "till/current").code());
    }

    @Test
    void says_that_the_journal_tells_nothing_of_somebody_who_is_or_was_there() throws Exception {
        test.actor("till", "ready");
        test.grave("gone", "20260101T000000Z", "{\"code\":0}");
        for (String actor : new String[] {"till", "gone", "supervisor"}) {
            TestRoot.Call call = test.act("events", actor);
            assertEquals(0, call.code(), call.err());
            assertTrue(call.err().endsWith("the journal tells nothing of " + actor + "\n"), call.err());
        }
    }

    @Test
    void tells_the_day_where_it_is_not_today() throws Exception {
        TestRoot.write(
                test.root.journal().resolve("000002.jsonl"),
                "{\"seq\":9,\"at\":\"" + Instant.now() + "\",\"event\":\"unheardOf\",\"x\":1}\n");
        String[] lines = test.act("events").out().split("\n");
        assertTrue(lines[0].matches("(2026-01-01|2025-12-31) [0-9:]{8}[.]000  supervisorStarted .*"), lines[0]);
        assertTrue(lines[4].matches("[0-9:]{8}[.][0-9]{3}  unheardOf .*"), lines[4]);
    }

    @Test
    void prints_the_lines_of_the_journal_as_json() {
        assertTrue(test.act("events", "--json").out().startsWith("{\"seq\":1,"));
    }

    @Test
    void ends_quietly_when_nobody_reads() throws Exception {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Act.run(
                new Surroundings(
                        test.env,
                        test.cwd,
                        test.user,
                        InputStream.nullInputStream(),
                        closed,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.none(),
                        test.liveness,
                        test.kill,
                        test.editor),
                "events",
                "-r",
                test.root.dir().toString());
        assertEquals(0, code);
        assertTrue(
                err.toString(StandardCharsets.UTF_8).startsWith("no supervisor"), err.toString(StandardCharsets.UTF_8));
    }
}
