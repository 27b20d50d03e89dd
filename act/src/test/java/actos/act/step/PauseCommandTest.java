package actos.act.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PauseCommandTest {
    @TempDir
    Path dir;

    TestRoot test;
    ActorHome bank;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        bank = test.actor("bank", "ready");
    }

    @Test
    void pauses_the_system_and_says_who_still_has_a_message() throws Exception {
        test.current("bank", 41, "k1", "1");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("pause");
            assertEquals(0, call.code(), call.err());
            assertEquals("""
                    the system is paused; act step delivers one message, act resume goes on
                    bank still has message 41
                    """, call.err());
            assertTrue(Disk.isFile(test.root.paused()));
            assertTrue(Disk.object(test.root.systemStatus()).path("paused").booleanValue(), "it has waited for that");
            assertTrue(test.act("pause").err().startsWith("the system was paused already; "));
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void pauses_an_actor_and_holds_a_message() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("pause", "bank");
            assertEquals("bank is paused; act step bank delivers one message to it\n", call.err());
            assertTrue(Disk.object(bank.status()).path("paused").booleanValue(), "it has waited for that");
            test.waiting("bank", "000000000042~42~~~k2.json", "2");
            assertEquals(
                    "[{\"actor\":\"bank\",\"paused\":true},{\"id\":42,\"actor\":\"bank\",\"held\":true}]\n",
                    test.act("pause", "bank", "k2", "--json").out());
            assertTrue(Disk.isFile(bank.spool().resolve("000000000042~42~~~k2.json.held")));
            assertFalse(Disk.exists(test.root.paused()));
            assertEquals(
                    "message 42 for bank is held already\n",
                    test.act("pause", "42").err());
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void changes_nothing_where_one_thing_is_unknown() throws Exception {
        test.journal("taken", "\"id\":7,\"name\":\"k7\",\"to\":\"bank\",\"body\":1");
        test.journal("delivered", "\"id\":7,\"actor\":\"bank\",\"attempt\":1");
        test.journal("done", "\"id\":7,\"actor\":\"bank\",\"tookUs\":3000");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("pause", "bank", "bnak");
            assertEquals(4, call.code());
            assertTrue(call.err().contains("no message \"bnak\"; did you mean bank?"), call.err());
            call = test.act("pause", "bank", "7");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("message 7 does not wait: delivered to bank"), call.err());
            test.group("shop", "bank");
            call = test.act("pause", "bank", "shop");
            assertEquals(1, call.code());
            assertTrue(
                    call.err()
                            .contains(
                                    "shop is a group: it gets no mail that could be held; pause its children: act pause bank\n"),
                    call.err());
            assertFalse(Disk.exists(bank.paused()));
            assertTrue(played.signals.isEmpty());
        }
        assertEquals(3, test.act("pause").code());
    }

    @Test
    void every_list_says_first_that_the_system_is_paused() throws Exception {
        Files.createFile(test.root.paused());
        for (String list : new String[] {"ls", "mail", "show", "events", "dead"}) {
            String err = test.act(list).err();
            assertTrue(err.contains("the system is paused; act resume ends that"), list + ": " + err);
        }
        TestRoot.write(test.root.paused(), "{\"break\":\"big\",\"actor\":\"bank\",\"message\":42}");
        test.waiting("bank", "000000000042~42~~~k2.json", "2");
        assertTrue(test.act("ls").err().contains("is paused: breakpoint big holds message 42 for bank; act resume"));
        assertTrue(
                test.act("mail").out().contains(", at breakpoint big"),
                test.act("mail").out());
        assertTrue(
                test.act("show", "42").out().contains("breakpoint big holds message 42 for bank; act resume delivers"));
    }

    @Test
    void lists_show_paused_actors_and_what_breakpoints_hold() throws Exception {
        Files.createFile(bank.paused());
        ActorHome shop = test.actor("shop", "ready");
        TestRoot.write(shop.paused(), "{\"break\":\"big\",\"actor\":\"shop\",\"message\":43}");
        test.waiting("shop", "000000000043~43~bank~~k3.json", "3");
        String out = test.act("ls").out();
        assertTrue(out.startsWith("breakpoint big holds message 43 for shop; act resume shop delivers it\n"), out);
        assertTrue(out.matches("(?s).*bank +ready \\(paused\\).*shop +ready \\(at breakpoint\\).*"), out);
        String json = test.act("ls", "--json").out();
        assertTrue(json.contains("\"paused\":true,\"hit\":{\"break\":\"big\",\"message\":43}"), json);
        assertTrue(test.act("mail").out().contains(", at breakpoint big"));
        assertTrue(test.act("show", "43").out().contains("holds message 43 for shop; act resume shop delivers it"));
        Files.delete(shop.spool().resolve("000000000043~43~bank~~k3.json"));
        assertTrue(test.act("ls")
                .out()
                .startsWith("breakpoint big was hit by message 43 for shop, which does not wait any more;"
                        + " act resume shop lets it go on\n"));
        test.waiting("bank", "000000000044~44~~~k4.json", "3");
        assertTrue(test.act("show", "44").out().contains("waiting: bank is paused"));
    }
}
