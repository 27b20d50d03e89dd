package actos.act.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.protocol.ActorId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
        TestRoot.write(test.root.actor(new ActorId("bank")).state(), "{\n  \"n\": 1.10,\n  \"of\": [\"é\", 2]\n}");
    }

    @Test
    void prints_the_file_as_it_is() {
        assertEquals(
                "{\n  \"n\": 1.10,\n  \"of\": [\"é\", 2]\n}\n",
                test.act("state", "bank").out());
        assertEquals(
                "{\"n\":1.10,\"of\":[\"é\",2]}\n",
                test.act("state", "bank", "--json").out());
    }

    @Test
    void prints_each_result_of_a_query_on_a_line() {
        assertEquals("\"é\"\n2\n", test.act("state", "bank", ".of[]").out());
        assertEquals("2\n", test.act("state", "bank", ".of | length").out());
    }

    @Test
    void refuses_a_query_that_cannot_be_applied() {
        TestRoot.Call torn = test.act("state", "bank", ".of[");
        assertEquals(1, torn.code());
        assertTrue(torn.err().contains("is no jq query"), torn.err());
        assertEquals(1, test.act("state", "bank", ".n.x.y").code());
    }

    @Test
    void looks_up_who_has_ended() throws Exception {
        test.grave("job", "20260101T000000.000000000Z", "{}");
        TestRoot.Call call = test.act("state", "job");
        assertEquals("{\"n\":9}\n", call.out());
        assertTrue(call.err().contains("job has ended"), call.err());
        assertEquals(4, test.act("state", "nobody").code());
    }
}
