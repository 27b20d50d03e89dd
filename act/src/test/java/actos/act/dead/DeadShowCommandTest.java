package actos.act.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadShowCommandTest {
    @TempDir
    Path dir;

    DeadRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new DeadRoot(dir);
    }

    @Test
    void shows_one_by_its_file_name_number_or_name() {
        for (String name : new String[] {"42", "k1", "42~bnak::k1", "42~bnak::k1.json", "42~b"}) {
            TestRoot.Call call = test.act("dead", "show", name);
            assertEquals(0, call.code(), call.err());
            assertTrue(call.out().contains("{\"a\":1.10}"), call.out());
            assertTrue(call.out().contains("unknown-actor"), call.out());
        }
        assertTrue(test.act("dead", "show", "x").out().contains("unknown field"));
        assertTrue(test.act("dead", "show", "44").out().contains("(no regular file)"));
        assertTrue(test.act("dead", "show", "42", "--json").out().contains("\"body\":{\"a\":1.10}"));
    }

    @Test
    void shows_all_of_an_actor_that_has_ended() throws Exception {
        for (int n = 10; n < 20; n++) {
            TestRoot.write(
                    test.last.spool().resolve("0000000000" + n + "~" + n + "~~~m" + n + ".json"), "\"m" + n + "\"");
        }
        String out = test.act("dead", "show", "job").out();
        assertTrue(out.startsWith("job  ended, exit code 3: it failed, at 2026-01-03"), out);
        assertTrue(out.contains("program /bin/job"), out);
        assertTrue(out.contains("last words"), out);
        assertTrue(out.contains("13 messages unread"), out);
        assertTrue(out.contains("19  \"m19\""), out);
        String brief = test.act("show", "job").out();
        assertTrue(brief.contains("and 8 more"), brief);
    }

    @Test
    void lists_what_the_beginning_of_a_name_may_mean() {
        TestRoot.Call call = test.act("dead", "show", "4");
        assertEquals(1, call.code());
        assertTrue(call.err().contains("may mean 3 things"), call.err());
        assertTrue(call.err().contains("\n  43~bnak::k2.json\n"), call.err());
    }

    @Test
    void says_when_there_is_no_such_thing() {
        for (String name : new String[] {"nobody", "", "../messages/42~bnak::k1.json"}) {
            TestRoot.Call call = test.act("dead", "show", name);
            assertEquals(4, call.code());
            assertTrue(call.err().contains("is called \"" + name + "\""), call.err());
        }
    }
}
