package actos.act.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SetCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    ActorHome bank;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        bank = test.actor("bank", "ready");
        TestRoot.write(test.root.paused(), "");
    }

    @Test
    void changes_one_value_and_shows_it() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(new TestRoot.Call(0, "~ .n  1.10 → -5\n", ""), test.act("set", "bank", ".n", "-5"));
            assertEquals("{\"n\":-5}\n", Files.readString(bank.state()));
            assertEquals(
                    "+ .a  {\"b\":[null,\"x y\"]}\n",
                    test.act("set", "bank", ".a.b[1]", "x y").out());
            assertEquals(
                    0,
                    test.act("set", "bank", ".a[\"b\"][-1]", "9007199254740993").code());
            assertEquals("{\"n\":-5,\"a\":{\"b\":[null,9007199254740993]}}\n", Files.readString(bank.state()));
            assertEquals(0, test.act("set", "bank", ".", "{\n \"k\": 0.10}").code());
            assertEquals("{\"k\":0.10}\n", Files.readString(bank.state()));
            TestRoot.write(bank.state(), "{\n \"k\": 1\n}\n");
            assertEquals(0, test.act("set", "bank", ".k", "true").code());
            assertEquals("{\n  \"k\" : true\n}\n", Files.readString(bank.state()), played.signals::toString);
        }
    }

    @Test
    void refuses_what_cannot_be_done() throws Exception {
        assertFailure(3, "no supervisor", "set", "bank", ".n", "1");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, ".n is 1.10, in which there is no field x", "set", "bank", ".n.x", "1");
            assertFailure(1, "no element -1 in a list of 0", "set", "bank", ".l[-1]", "1");
            assertFailure(1, "expected is a path", "set", "bank", "n", "1");
            assertFailure(1, "and nothing else", "set", "bank", ".n | .m", "1");
            assertFailure(4, "no actor \"bnak\"", "set", "bnak", ".n", "1");
            TestRoot.write(bank.state(), "{");
            assertFailure(1, "the state of bank is not JSON", "set", "bank", ".n", "1");
            assertTrue(played.steps.isEmpty());
        }
        assertEquals("{", Files.readString(bank.state()));
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
