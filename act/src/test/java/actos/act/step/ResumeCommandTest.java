package actos.act.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.PlayedSupervisor.Role;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.act.root.Polling;
import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResumeCommandTest {
    private static final String HIT = "{\"break\":\"big\",\"actor\":\"shop\",\"message\":43}";

    @TempDir
    Path dir;

    TestRoot test;
    ActorHome bank;
    ActorHome shop;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        bank = test.actor("bank", "ready");
        shop = test.actor("shop", "ready");
    }

    @Test
    void lets_the_system_go_on_and_what_breakpoints_hold_but_not_who_was_paused_by_himself() throws Exception {
        Files.createFile(test.root.paused());
        Files.createFile(bank.paused());
        TestRoot.write(shop.paused(), HIT);
        test.waiting("shop", "000000000043~43~~~k3.json", "3");
        try (PlayedSupervisor played = new PlayedSupervisor(test).with("shop", Role.HANDLES)) {
            TestRoot.Call call = test.act("resume");
            assertEquals(0, call.code());
            assertEquals(
                    "the system goes on\nshop goes on\npaused by themselves are still: bank; act resume bank\n",
                    call.err());
            assertFalse(Disk.exists(test.root.paused()));
            assertTrue(Disk.exists(bank.paused()));
            assertTrue(Polling.until(
                            Duration.ofSeconds(10),
                            () -> Disk.list(shop.spool()).isEmpty() ? true : null)
                    .isPresent());
            call = test.act("resume");
            assertEquals(1, call.code());
            assertEquals("act: the system is not paused; paused by themselves are: act resume bank\n", call.err());
            assertEquals("bank goes on\n", test.act("resume", "bank").err());
            assertEquals("act: bank is not paused\n", test.act("resume", "bank").err());
            assertEquals(
                    "act: the system is not paused, nor is any actor\n",
                    test.act("resume").err());
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void says_that_not_the_actor_is_paused_but_the_system() throws Exception {
        Files.createFile(test.root.paused());
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("resume", "bank");
            assertEquals(1, call.code());
            assertEquals("act: bank itself is not paused, the system is; act resume resumes the system\n", call.err());
            assertTrue(played.signals.isEmpty());
        }
    }

    @Test
    void a_hit_goes_on_by_the_name_of_its_actor_its_breakpoint_or_its_message() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            for (String thing : new String[] {"shop", "big", "43"}) {
                test.act("pause", "shop");
                TestRoot.write(shop.paused(), HIT);
                test.waiting("shop", "000000000043~43~~~k3.json", "3");
                TestRoot.Call call = test.act("resume", thing);
                assertEquals("shop goes on\n", call.err());
                assertFalse(Disk.exists(shop.paused()));
                Files.deleteIfExists(shop.current());
            }
            TestRoot.write(test.root.paused(), HIT);
            assertEquals("the system goes on\n", test.act("resume", "big").err());
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void lets_a_held_message_go() throws Exception {
        Files.createFile(bank.paused());
        test.waiting("bank", "000000000042~42~~~k2.json.held", "2");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("resume", "42");
            assertEquals("message 42 for bank is not held any more\n", call.err());
            assertTrue(Disk.isFile(bank.spool().resolve("000000000042~42~~~k2.json")));
            call = test.act("resume", "42");
            assertEquals(1, call.code());
            assertEquals("act: message 42 is not held\n", call.err());
            assertTrue(played.signals.contains("USR1"));
        }
    }
}
