package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code act} changes in mailboxes and states, as a real supervisor sees it. */
class MailEditsIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    ActorHome recorder;

    @BeforeEach
    void start() {
        os.with("EDITOR", "sed -i s/2/20/");
        os.with("VISUAL", null);
        os.start();
        recorder = os.spawn("r", "recorder");
    }

    @Test
    void mail_is_delivered_as_it_was_left_by_hand() {
        os.act("pause").ok();
        for (int i = 1; i <= 5; i++) {
            os.send("r", Integer.toString(i));
        }
        os.eventually("all wait", () -> os.waiting("r").size() == 5);
        os.actProcess("", "edit", "2").ok();
        os.act("move", "5", "--first").ok();
        os.act("move", "1", "--last").ok();
        os.act("drop", "3").ok();
        assertEquals("6", os.act("copy", "4").ok().line());
        assertEquals("~ .  2 → 20", os.act("diff", "2").ok().line());
        os.act("resume").ok();
        os.awaitGot("r", "5", "20", "4", "1", "4");
        assertTrue(
                os.journal("edited").stream()
                        .anyMatch(e ->
                                e.number("id") == 2 && e.line().path("body").asInt() == 20),
                "the journal tells of the edit");
        Ran undo = os.act("undo", "3").ok();
        assertTrue(undo.err().contains("message 7 waits for r again, in the place of message 3"), undo.err());
        os.awaitGot("r", "5", "20", "4", "1", "4", "3");
        assertTrue(os.act("undo", "2").ended(1).err().contains("can be undone"));
        assertEquals(List.of(), LiveRoot.names(os.root.deadMessages(), ".*"));
    }

    @Test
    void changes_are_undone_one_after_the_other() {
        os.act("pause").ok();
        os.send("r", "1");
        os.send("r", "2");
        os.eventually("both wait", () -> os.waiting("r").size() == 2);
        os.act("move", "2", "--first").ok();
        os.actProcess("", "edit", "2").ok();
        os.act("undo", "2").ok();
        os.act("undo", "2").ok();
        assertTrue(os.act("undo", "2").ended(1).err().contains("nobody has changed it"));
        os.act("resume").ok();
        os.awaitGot("r", "1", "2");
    }

    @Test
    void a_state_is_set_and_the_journal_tells() throws IOException {
        ActorHome sum = os.spawnWith("sum", "counter", "\"state\": {\"n\": 5}, ");
        assertEquals("~ .n  5 → 40", os.act("set", "sum", ".n", "40").ok().line());
        os.act("send", "--wait", "sum", "{\"add\": 2}").ok();
        assertEquals("{\"n\": 42}", Files.readString(sum.state()).strip());
        assertTrue(os.journal("edited").stream()
                .anyMatch(e -> "sum".equals(e.text("actor"))
                        && e.line().path("state").path("n").asInt() == 40));
        os.actProcess("", "edit", "sum").ok();
        assertEquals("{\"n\": 420}", Files.readString(sum.state()).strip());
    }
}
