package actos.act.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.act.root.Liveness;
import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BreakCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("shop", "ready");
        Files.createDirectories(test.root.breaks());
    }

    @Test
    void writes_what_was_asked_for_and_prints_the_name() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(new TestRoot.Call(0, "1\n", ""), test.act("break", "add", "shop", ".amount > 100"));
            assertEquals("2\n", test.act("break", "add", ".n == -5", "--all").out());
            assertEquals("3\n", test.act("break", "add", "shop").out());
            assertEquals("4\n", test.act("break", "add").out());
            assertEquals(
                    "big\n",
                    test.act("break", "add", "--envelope", "--name", "big", ".from == null")
                            .out());
            assertEquals(
                    "{\"name\":\"5\",\"actor\":\"shop\",\"when\":\".n\",\"on\":\"state\"}\n",
                    test.act("break", "add", "shop", ".n", "--state", "--json").out());
            assertTrue(played.signals.contains("USR1"));
        }
        assertEquals("{\"actor\":\"shop\",\"when\":\".amount > 100\"}\n", content("1"));
        assertEquals("{\"when\":\".n == -5\",\"all\":true}\n", content("2"));
        assertEquals("{\"actor\":\"shop\"}\n", content("3"));
        assertEquals("{}\n", content("4"));
        assertEquals("{\"when\":\".from == null\",\"on\":\"envelope\"}\n", content("big"));
    }

    @Test
    void writes_nothing_that_would_be_refused() throws Exception {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        test.liveness = r -> new Liveness.Served(true, self);
        assertFailure(1, "is wrong at character 11", "break", "add", "shop", ".amount > }");
        assertFailure(2, "WHEN is one argument, in quotes", "break", "add", ".amount", "> 100");
        assertFailure(2, "\"==\" is one word too many", "break", "add", "shop", ".amount", "==", "1");
        assertFailure(2, "not both", "break", "add", "--envelope", "--state", ".n");
        assertFailure(1, "breakpoint \"../x\" must be made of a-z", "break", "add", "--name", "../x");
        TestRoot.write(test.root.breakpoint("mine"), "{}");
        assertFailure(1, "there is a breakpoint mine already", "break", "add", "--name", "mine");
        assertEquals(1, Disk.list(test.root.breaks()).size());
        test.liveness = r -> Liveness.Served.BY_NOBODY;
        assertFailure(3, "no supervisor", "break", "add");
    }

    @Test
    void says_what_the_supervisor_thinks_of_it() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.refusedBreaks.add("1");
            assertFailure(1, "the supervisor refuses breakpoint 1: it is not wanted here", "break", "add");
            TestRoot.Call call = test.act("break", "add", "shpo", ".n");
            assertEquals(0, call.code());
            assertTrue(call.err().contains("there is no actor \"shpo\"; did you mean shop?"), call.err());
        }
    }

    @Test
    void lists_hits_and_problems_also_of_those_that_nobody_can_read() throws Exception {
        TestRoot.write(test.root.breakpoint("big"), "{\"actor\":\"shop\",\"when\":\".n > 1\",\"all\":true}");
        TestRoot.write(test.root.breakpoint("always"), "{}");
        TestRoot.write(test.root.breakpoint("odd"), "{\"whem\":1}");
        TestRoot.write(test.root.breaks().resolve("big.json~"), "an editor's");
        Files.createSymbolicLink(test.root.breakpoint("link"), test.root.breakpoint("big"));
        TestRoot.write(
                test.root.systemStatus(),
                "{\"breaks\":[{\"name\":\"big\",\"hits\":3,\"problem\":null},"
                        + "{\"name\":\"always\",\"hits\":0,\"problem\":\"it takes too long\"}]}");
        TestRoot.Call call = test.act("break");
        assertEquals("""
                NAME    ACTOR  ON                   HITS  WHEN
                always  (all)  message              0     (always)  stops nothing: it takes too long
                big     shop   message, pauses all  3     .n > 1
                link    ?      ?                    ?     stops nothing: it is no regular file
                odd     ?      ?                    ?     stops nothing: unknown field "whem"; known are actor, when, on, all
                """, call.out());
        assertTrue(call.err().contains("no supervisor"), call.err());
        String json = test.act("break", "ls", "--json").out();
        assertTrue(
                json.contains(
                        "{\"name\":\"big\",\"actor\":\"shop\",\"when\":\".n > 1\",\"on\":\"message\",\"all\":true,"
                                + "\"hits\":3,\"problem\":null}"),
                json);
    }

    @Test
    void takes_away_what_is_named_or_all() throws Exception {
        for (String name : new String[] {"1", "2", "3"}) {
            TestRoot.write(test.root.breakpoint(name), "{}");
        }
        assertFailure(4, "there is no breakpoint \"4\"", "break", "rm", "1", "4");
        assertFailure(2, "name breakpoints, or --all", "break", "rm");
        assertFailure(2, "no NAME has a place", "break", "rm", "--all", "1");
        assertEquals(3, Disk.list(test.root.breaks()).size());
        assertEquals("[\"1\"]\n", test.act("break", "rm", "1", "--json").out());
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("break", "rm", "--all").code());
            assertEquals(0, Disk.object(test.root.systemStatus()).path("breaks").size());
            assertTrue(played.signals.contains("USR1"));
        }
        assertEquals(0, Disk.list(test.root.breaks()).size());
        assertFalse(test.act("break").out().contains("NAME"));
    }

    private String content(String name) throws IOException {
        return Files.readString(test.root.breakpoint(name));
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
