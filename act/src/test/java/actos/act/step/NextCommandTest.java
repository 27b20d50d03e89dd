package actos.act.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        Files.createFile(test.root.paused());
        test.actor("bank", "ready");
        test.actor("shop", "ready");
        test.actor("idle", "ready");
    }

    @Test
    void lists_the_first_message_of_each_sender_to_each_actor_and_marks_the_next() throws Exception {
        test.waiting("bank", "000000000012~12~shop~~k2.json", "2");
        test.waiting("bank", "000000000011~11~~~k1.json", "{\"a\": 1}");
        test.waiting("bank", "000000000013~13~shop~~k3.json", "3");
        test.waiting("bank", "000000000001~1~~~k0.json.held", "0");
        test.waiting("bank", "000000000002~2~idle~~k0+99999999999999.json", "0");
        test.waiting("shop", "000000000010~10~~~k4.json", "4");
        TestRoot.Call call = test.act("next");
        assertEquals("""
                   TO    ID  FROM  BODY
                   bank  11  ·     {"a":1}
                   bank  12  shop  2
                →  shop  10  ·     4
                for bank wait besides: 1 held, 1 delayed
                """, call.out());
        assertTrue(call.err().contains("the system is paused"), call.err());
        assertEquals(
                "[{\"id\":11,\"to\":\"bank\",\"from\":null,\"next\":false,\"why\":null,\"body\":{\"a\":1}},"
                        + "{\"id\":12,\"to\":\"bank\",\"from\":\"shop\",\"next\":false,\"why\":null,\"body\":2},"
                        + "{\"id\":10,\"to\":\"shop\",\"from\":null,\"next\":true,\"why\":null,\"body\":4}]\n",
                test.act("next", "--json").out());
    }

    @Test
    void says_why_an_actor_can_take_none() throws Exception {
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        test.status("bank", "ready", "{\"id\":9,\"since\":\"2026-01-01T00:00:00Z\",\"stalled\":true}");
        test.current("bank", 9, "k9", "9");
        test.waiting("shop", "000000000012~12~~~k2.json", "2");
        test.status("shop", "starting", "null");
        String out = test.act("next").out();
        assertTrue(out.contains("→  shop  12"), out);
        assertTrue(out.contains("\nbank is handling message 9 for "), out);
        assertTrue(out.contains("(stalled): act logs bank shows what it printed"), out);
        assertTrue(out.contains("\nshop is not ready: it is starting: act logs shop\n"), out);
        Files.delete(test.root.paused());
        Files.createFile(test.root.running().resolve("shop").resolve("paused"));
        out = test.act("next").out();
        assertTrue(out.contains("bank is not paused, so its mail is delivered"), out);
    }

    @Test
    void says_that_nothing_waits_or_is_paused() throws Exception {
        assertEquals("no message waits that is due\n", test.act("next").out());
        Files.delete(test.root.paused());
        test.waiting("shop", "000000000012~12~~~k2.json", "2");
        String out = test.act("next").out();
        assertTrue(
                out.endsWith(
                        "\nnothing is paused, so mail is delivered without being asked for; act pause ends that\n"),
                out);
        assertTrue(out.contains("\n  shop  12  ·     2\n"), out);
    }
}
