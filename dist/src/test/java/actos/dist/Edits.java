package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does to messages in a spool, with one supervisor for all tests and a manual actor for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class Edits {
    @RegisterExtension
    final LiveRoot os;

    private final AtomicInteger ids = new AtomicInteger();

    Edits(Mode mode) {
        os = LiveRoot.forAllTests(mode);
    }

    @BeforeAll
    void start() {
        os.start("--cycle", "500ms"); // an editor's steps are seen as one
    }

    /** How editors write the file {@code $f}, by what they do on disk. */
    enum Editor {
        /** nano, ed, a shell's {@code >}. */
        IN_PLACE("printf 22 > \"$f\""),
        /** vim with {@code backupcopy=yes}: the old content is copied first. */
        COPIES("cp \"$f\" \"$f~\"; printf 22 > \"$f\"; rm \"$f~\""),
        /** vim with {@code backupcopy=no}: tries whether it can write here, renames, writes anew, deletes the old. */
        RENAMES("touch \".$f.swp\" 4913; rm 4913; mv \"$f\" \"$f~\"; printf 22 > \"$f\"; rm \"$f~\" \".$f.swp\""),
        /** Emacs: a link as lock, and a backup that stays. */
        KEEPS_A_BACKUP("ln -s 'me@here.1:2' \".#$f\"; mv \"$f\" \"$f~\"; printf 22 > \"$f\"; rm \".#$f\""),
        /** gedit and others: a hidden file that replaces the old one. */
        REPLACES("printf 22 > .goutputstream-X; mv .goutputstream-X \"$f\""),
        /** What {@code sed -i} does: a visible file with a name of its own that replaces the old one. */
        SED("sed -i 's/.*/22/' \"$f\""),
        /** KDE's: the same with a name that begins like the old one's. */
        REPLACES_VISIBLY("printf 22 > \"$f.XhTqRz\"; mv \"$f.XhTqRz\" \"$f\"");

        private final String script;

        Editor(String script) {
            this.script = script;
        }

        /** Edits the file that this pattern matches. */
        String edit(String pattern) {
            return "f=$(echo " + pattern + "); [ -e \"$f\" ]; " + script;
        }
    }

    // ---- a waiting message is edited

    @ParameterizedTest
    @EnumSource(Editor.class)
    void a_waiting_message_that_is_edited_keeps_its_place(Editor editor) {
        Played me = threeWaiting();
        long number = me.number("m2");
        me.inSpool(editor.edit("*~~~m2.json"));
        me.gets("1", "22", "3");
        assertEquals(number, me.numbers().get(1), "its number never changes");
    }

    @Test
    void a_waiting_message_that_is_away_for_longer_than_a_cycle_comes_back_to_its_place() {
        Played me = threeWaiting();
        me.inSpool("mv *~~~m2.json ../away");
        os.eventually("it is missed", () -> Hands.journal(os, "dropped", me.id).size() == 1);
        me.inSpool("mv ../away $(echo *~~~m3.json | sed 's/^[0-9]*~\\([0-9]*\\)~~~m3/000000000000~0~~~m2/')");
        me.gets("1", "2", "3");
    }

    @Test
    void a_message_that_is_held_is_edited_at_leisure() {
        Played me = threeWaiting();
        me.inSpool("for f in *~~~m2.json; do mv $f $f.held; done");
        Hands.aCycle(os);
        me.inSpool("for f in *.held; do printf 2 > $f; sleep 0.3; printf 2 >> $f; mv $f ${f%.held}; done");
        me.gets("1", "22", "3");
        assertEquals(List.of(), Hands.journal(os, "dropped", me.id));
    }

    @Test
    void a_message_that_was_delivered_already_cannot_be_held() {
        Played me = threeWaiting();
        me.inSpool("! mv *~~~m1.json m1.held 2>&1");
        me.gets("1", "2", "3");
    }

    @Test
    void a_message_that_is_held_and_deleted_is_gone() {
        Played me = threeWaiting();
        me.inSpool("for f in *~~~m2.json; do mv $f $f.held; done");
        Hands.aCycle(os);
        me.inSpool("rm *.held");
        me.gets("1", "3");
    }

    // ---- renamed

    @Test
    void a_waiting_message_that_is_renamed_to_another_order_moves_there_and_keeps_its_number() {
        Played me = threeWaiting();
        long number = me.number("m3");
        me.inSpool("mv *~~~m3.json 000000000000~" + number + "~~~m3.json");
        me.gets("1", "3", "2");
        assertEquals(number, me.numbers().get(1));
    }

    @Test
    void one_that_is_renamed_over_another_replaces_it() {
        Played me = threeWaiting();
        me.inSpool("mv *~~~m3.json $(echo *~~~m2.json)");
        me.gets("1", "3");
    }

    @Test
    void one_that_is_renamed_to_any_name_is_a_new_message_behind_the_others() {
        Played me = threeWaiting();
        long number = me.number("m2");
        me.inSpool("mv *~~~m2.json mine.json");
        me.gets("1", "3", "2");
        assertNotEquals(number, me.numbers().get(2));
    }

    @Test
    void one_whose_number_is_changed_to_that_of_another_gets_a_new_one() {
        Played me = threeWaiting();
        long three = me.number("m3");
        me.inSpool("f=$(echo *~~~m2.json); mv $f ${f%%~*}~" + three + "~~~m2.json");
        me.gets("1", "2", "3"); // it checks that no number comes twice
    }

    @Test
    void its_attempt_can_be_changed() {
        Played me = threeWaiting();
        me.inSpool("f=$(echo *~~~m2.json); mv $f ${f%.json}~2.json");
        Hands.aCycle(os);
        me.inSpool("rm current");
        os.eventually(
                "the second is current",
                () -> me.envelope().name().value().equals("m2") && Files.exists(me.home.current()));
        assertEquals(2, me.envelope().attempt());
    }

    @Test
    void a_delayed_message_that_loses_its_time_is_due() {
        Played me = Played.with(os, id(), 0);
        os.publish(os.root.send().resolve(me.id + "::later+1h.json"), "2");
        os.signal();
        os.eventually("it waits", () -> os.waiting(me.id).size() == 1);
        me.getsFirst("1");
        me.inSpool("f=$(echo *later*); mv $f ${f%+*}.json");
        me.gets("2");
    }

    @Test
    void a_waiting_message_that_gets_a_time_is_delayed() {
        Played me = threeWaiting();
        me.inSpool("f=$(echo *~~~m2.json); mv $f ${f%.json}+$(( ($(date +%s) + 3600) * 1000 )).json");
        me.getsFirst("1", "3");
        me.inSpool("f=$(echo *~~~m2+*.json); mv $f ${f%+*}.json");
        me.gets("2");
    }

    @Test
    void one_that_is_moved_to_another_actor_is_delivered_there() {
        Played me = threeWaiting();
        Played you = Played.with(os, id(), 0);
        me.inSpool("mv *~~~m2.json ../../" + you.id + "/spool/");
        me.gets("1", "3");
        you.gets("1", "2");
    }

    // ---- copied

    @ParameterizedTest
    @ValueSource(strings = {"cp", "cp -p", "ln"})
    void one_that_is_copied_is_two_messages(String copy) {
        Played me = threeWaiting();
        me.inSpool(copy + " *~~~m2.json 999999999999~" + me.number("m2") + "~~~copy.json");
        me.gets("1", "2", "3", "2");
    }

    @Test
    void one_that_is_copied_to_any_name_is_a_new_message_behind_the_others() {
        Played me = threeWaiting();
        me.inSpool("cp *~~~m2.json another.json");
        me.gets("1", "2", "3", "2");
        Hands.awaitJournalled(os, 1, "added", me.id);
    }

    @Test
    void one_that_is_copied_to_another_actor_is_delivered_to_both_under_two_numbers() {
        Played me = threeWaiting();
        Played you = Played.with(os, id(), 0);
        me.inSpool("cp *~~~m2.json ../../" + you.id + "/spool/");
        me.gets("1", "2", "3");
        you.gets("1", "2");
        assertNotEquals(me.numbers().get(1), you.numbers().get(1));
    }

    @Test
    void a_whole_spool_that_is_copied_keeps_its_order() {
        Played me = threeWaiting();
        Played you = Played.with(os, id(), 0);
        me.inSpool("cp [0-9]* ../../" + you.id + "/spool/");
        you.gets("1", "2", "3");
        me.gets("1", "2", "3");
    }

    @Test
    void what_is_current_can_be_copied_into_the_spool() {
        Played me = threeWaiting();
        me.inSpool("cp current again.json");
        me.gets("1", "2", "3", "1");
    }

    // ---- deleted

    @Test
    void one_that_is_deleted_is_not_delivered() {
        Played me = threeWaiting();
        long number = me.number("m2");
        me.inSpool("rm *~~~m2.json");
        me.gets("1", "3");
        os.awaitEqual(
                List.of(number),
                () -> Hands.journal(os, "dropped", me.id).stream()
                        .map(e -> e.number("id"))
                        .toList());
    }

    @Test
    void all_that_wait_can_be_deleted() {
        Played me = threeWaiting();
        me.inSpool("rm [0-9]*");
        me.gets("1");
        os.send(me.id, "4");
        me.gets("4");
    }

    // ---- put there

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '\"by hand\"' > note.json",
                "printf '\"by hand\"' > note",
                "printf '\"by hand\"' > 'ein Gruß.json'",
                "printf '\"by hand\"' > .x; mv .x note.json"
            })
    void a_file_that_is_put_there_is_a_message(String script) {
        Played me = threeWaiting();
        me.inSpool(script);
        me.gets("1", "2", "3", "\"by hand\"");
        Hands.awaitJournalled(os, 1, "added", me.id);
    }

    @Test
    void a_file_that_is_put_there_slowly_is_delivered_whole() {
        String id = id();
        os.spawn(id, "recorder"); // idle, so that it is given as soon as it may be
        os.bash("exec 3> running/" + id + "/spool/slow.json; printf '[1,' >&3; sleep 1; printf '2]' >&3");
        os.awaitGot(id, "[1,2]");
    }

    @Test
    void what_editors_leave_there_is_left_alone() {
        Played me = threeWaiting();
        me.inSpool("for f in .x.swp '#x#' x~ x.tmp x.part 4913; do echo 5 > $f; done");
        me.gets("1", "2", "3");
        assertEquals(List.of("#x#", ".x.swp", "4913", "x.part", "x.tmp", "x~"), LiveRoot.names(me.home.spool(), ".*"));
    }

    // ---- what is current

    @ParameterizedTest
    @EnumSource(Editor.class)
    void current_that_is_edited_stays_current_until_it_is_deleted(Editor editor) throws IOException {
        Played me = threeWaiting();
        long number = me.envelope().id();
        me.inSpool(editor.edit("current"));
        Hands.aCycle(os);
        Hands.aCycle(os);
        assertEquals("22", Files.readString(me.home.current()).strip());
        assertEquals(number, me.envelope().id());
        assertEquals(List.of(), Hands.journal(os, "done", me.id));
        me.gets("22", "2", "3");
        Hands.awaitJournalled(os, 3, "delivered", me.id);
        assertEquals(List.of(), Hands.journal(os, "added", me.id));
    }

    @Test
    void current_that_is_renamed_away_for_good_is_done_after_a_cycle() throws IOException {
        Played me = threeWaiting();
        me.inSpool("mv current ../kept");
        os.eventually("it is done", () -> Hands.journal(os, "done", me.id).size() == 1);
        me.gets("2", "3");
        assertEquals("1", Files.readString(me.home.dir().resolve("kept")));
    }

    @Test
    void current_that_is_put_back_among_the_waiting_is_delivered_again() {
        Played me = threeWaiting();
        long number = me.envelope().id();
        me.inSpool("mv current " + String.format("%012d", number) + "~" + number + "~~~m1.json");
        me.gets("1", "2", "3");
    }

    @Test
    void current_that_is_moved_to_another_actor_is_a_message_there() {
        Played me = threeWaiting();
        Played you = Played.with(os, id(), 0);
        you.gets("1");
        me.inSpool("mv current ../../" + you.id + "/spool/handed-over.json");
        you.gets("1");
        me.gets("2", "3");
    }

    @Test
    void a_current_that_is_put_there_by_hand_is_a_message() {
        Played me = Played.with(os, id(), 0);
        me.gets("1");
        me.inSpool("printf '\"by hand\"' > .x; mv .x current");
        os.eventually("it has a number", () -> me.envelope().id() > me.numbers().get(0));
        me.gets("\"by hand\"");
        os.send(me.id, "2");
        me.gets("2");
    }

    @Test
    void current_that_is_touched_or_opened_to_all_is_still_current() throws IOException {
        Played me = threeWaiting();
        me.inSpool("touch current; chmod 666 current; touch -d yesterday current; cat current > /dev/null");
        Hands.aCycle(os);
        assertTrue(Files.exists(me.home.current()));
        assertEquals(List.of(), Hands.journal(os, "done", me.id));
        me.gets("1", "2", "3");
    }

    @Test
    void while_a_backup_of_current_is_beside_the_gap_an_editor_is_at_work() {
        Played me = threeWaiting();
        me.inSpool("cp current current~; rm current; printf 11 > current; rm current~");
        Hands.aCycle(os);
        assertFalse(Hands.journal(os, "done", me.id).size() > 0, "it counted as done");
        me.gets("11", "2", "3");
    }

    private Played threeWaiting() {
        return Played.with(os, id(), 2);
    }

    private String id() {
        return "me" + ids.incrementAndGet();
    }
}
