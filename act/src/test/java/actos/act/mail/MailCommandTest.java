package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.term.Terminal;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
    }

    @Test
    void lists_mail_in_the_order_of_delivery() throws Exception {
        test.waiting("bank", "000000000044~44~~~late+4102444800000.json", "4");
        test.waiting("bank", "000000000045~45~shop~44~k5.json", "{\"a\": \"b\\u0007\"}");
        test.waiting("bank", "000000000043~50~~~moved~2.json.held", "3");
        test.waiting("bank", "by-hand.json", "9");
        test.current("bank", 40, "k0", "0");
        JsonNode list = Json.parse(test.act("mail", "bank", "--json").out().getBytes(StandardCharsets.UTF_8));
        List<String> files = new ArrayList<>();
        list.forEach(m -> files.add(m.path("file").asText()));
        assertEquals(
                List.of(
                        "000000000043~50~~~moved~2.json.held",
                        "000000000045~45~shop~44~k5.json",
                        "by-hand.json",
                        "000000000044~44~~~late+4102444800000.json"),
                files);
        assertTrue(list.get(0).path("held").asBoolean());
        assertEquals(2, list.get(0).path("attempt").asInt());
        assertEquals("shop", list.get(1).path("from").asText());
        assertEquals(44, list.get(1).path("cause").asInt());
        String table = test.act("mail").out();
        assertEquals(5, table.lines().count(), table);
        assertTrue(table.contains("{\"a\":\"b\\u0007\"}"), table);
    }

    @Test
    void says_when_there_is_none() throws Exception {
        assertEquals("no mail waits for bank\n", test.act("mail", "bank").out());
        assertEquals("[]\n", test.act("mail", "--json").out());
        assertEquals(4, test.act("mail", "bnak").code());
    }

    @Test
    void opens_nothing_but_regular_files() throws Exception {
        Files.createSymbolicLink(
                test.root.running().resolve("bank/spool/000000000001~1~~~k1.json"),
                TestRoot.write(test.cwd.resolve("secret"), "\"secret\""));
        TestRoot.Call call = test.act("mail", "bank");
        assertEquals("no mail waits for bank\n", call.out());
    }

    @Test
    void is_cut_to_the_width_of_a_terminal_only() throws Exception {
        test.waiting("bank", "000000000045~45~~~k5.json", "\"" + "x".repeat(500) + "\"");
        assertTrue(test.act("mail").out().contains("x".repeat(500)));
        test.terminal = new Terminal(true, false, false, () -> 60);
        for (String line : test.act("mail").out().split("\n")) {
            assertTrue(line.length() <= 60, line);
        }
    }
}
