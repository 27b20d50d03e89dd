package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
        taken(42, "\"body\":{\"n\":1.10,\"to\":\"alice\"}");
    }

    @Test
    void compares_what_waits_with_what_was_sent() throws Exception {
        Path file = test.waiting("bank", "000000000042~42~~~k42.json", "{\"to\": \"alice\", \"n\": 1.1}");
        assertEquals("message 42 is as it was sent\n", test.act("diff", "42").out());
        TestRoot.write(file, "{\"n\": 1.10, \"to\": \"bob\"}");
        assertEquals("~ .to  \"alice\" → \"bob\"\n", test.act("diff", "k42").out());
        assertEquals(
                "{\"id\":42,\"changes\":[{\"op\":\"replace\",\"path\":\"/to\",\"value\":\"bob\"}]}\n",
                test.act("diff", "42", "--json").out());
        TestRoot.write(file, "{");
        assertFailure(1, "somebody has made it not JSON", "diff", "42");
    }

    @Test
    void compares_what_was_delivered_with_what_was_sent() throws Exception {
        test.journal("edited", "\"id\":42,\"actor\":\"bank\",\"body\":{\"n\":2,\"to\":\"alice\"}");
        test.journal("delivered", "\"id\":42,\"actor\":\"bank\",\"attempt\":1");
        test.journal("done", "\"id\":42,\"actor\":\"bank\",\"tookUs\":40");
        assertEquals("~ .n  1.10 → 2\n", test.act("diff", "42").out());
        taken(43, "\"body\":1");
        test.journal("done", "\"id\":43,\"actor\":\"bank\",\"tookUs\":40");
        assertEquals("message 43 is as it was sent\n", test.act("diff", "43").out());
    }

    @Test
    void says_where_it_cannot_be_told() throws Exception {
        assertFailure(4, "there is no message \"99\"", "diff", "99");
        test.waiting("bank", "000000000044~44~~~k44.json", "1");
        assertFailure(1, "what was sent as message 44 is not kept", "diff", "44");
        String hash = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"; // of "1"
        taken(45, "\"bodySize\":1,\"bodySha256\":\"" + hash + "\"");
        Path file = test.waiting("bank", "000000000045~45~~~k45.json", "1");
        assertEquals("message 45 is as it was sent\n", test.act("diff", "45").out());
        TestRoot.write(file, "2");
        assertTrue(test.act("diff", "45").out().contains("it was changed; what was sent is too large"));
    }

    private void taken(long id, String body) throws IOException {
        test.journal("taken", "\"id\":" + id + ",\"name\":\"k" + id + "\",\"to\":\"bank\",\"from\":null," + body);
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
