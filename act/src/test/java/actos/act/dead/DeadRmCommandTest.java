package actos.act.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadRmCommandTest {
    @TempDir
    Path dir;

    DeadRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new DeadRoot(dir);
    }

    @Test
    void deletes_what_is_named_with_its_reason_and_nothing_else() {
        assertEquals(new TestRoot.Call(0, "", ""), test.act("dead", "rm", "42", "x", "42~bnak::k1.json"));
        assertFalse(Disk.exists(test.letter));
        assertFalse(Disk.exists(Root.why(test.letter)));
        assertFalse(Disk.exists(test.request));
        assertFalse(Disk.exists(Root.why(test.request)));
        assertTrue(Disk.exists(Root.why(test.malformed)));
        assertTrue(Disk.exists(test.last.exit()));
    }

    @Test
    void deletes_links_and_never_follows_them() throws Exception {
        Path precious = TestRoot.write(test.cwd.resolve("precious"), "1");
        Files.createSymbolicLink(test.last.dir().resolve("to-cwd"), test.cwd);
        Files.createDirectories(test.last.dir().resolve("deep/er"));
        Files.createSymbolicLink(test.last.dir().resolve("deep/er/to-file"), precious);
        TestRoot.Call call = test.act("dead", "rm", DeadRoot.LAST, "44", "--json");
        assertEquals("[\"" + DeadRoot.LAST + "\",\"44~bad-name\"]\n", call.out());
        assertFalse(Disk.exists(test.last.dir()));
        assertFalse(Disk.exists(test.link));
        assertTrue(Disk.isFile(precious));
    }

    @Test
    void deletes_a_directory_that_lies_among_the_letters() throws Exception {
        Path letter = Files.createDirectories(test.root.deadMessages().resolve("50~bad-name/inside"));
        assertEquals(0, test.act("dead", "rm", "50").code());
        assertFalse(Disk.exists(letter.getParent()));
    }

    @Test
    void deletes_nothing_if_one_of_the_names_is_wrong() {
        assertFailure(4, "is called \"5*\"", "42", "5*");
        assertFailure(1, "\"job\" may mean 2 things", "42", "job");
        assertFailure(1, "\"4\" may mean 3 things", "42", "4");
        assertFailure(4, "nothing in dead/", "42", "../../running");
        assertFailure(1, "name that, and both are deleted", "42", "43~bnak::k2.json.why");
        assertTrue(Disk.exists(test.letter));
    }

    @Test
    void takes_what_a_pattern_of_the_shell_finds() {
        String name = Disk.name(test.letter);
        assertEquals(0, test.act("dead", "rm", name, name + ".why").code());
        assertFalse(Disk.exists(Root.why(test.letter)));
    }

    @Test
    void deletes_a_reason_that_a_crash_has_left_alone() throws Exception {
        Files.delete(test.letter);
        assertEquals(0, test.act("dead", "rm", "42~bnak::k1.json.why").code());
        assertFalse(Disk.exists(Root.why(test.letter)));
    }

    @Test
    void touches_only_a_root() {
        TestRoot.Call call = test.plain("", "dead", "rm", "42", "-r", test.cwd.toString());
        assertEquals(1, call.code());
        assertTrue(call.err().contains("is no root"), call.err());
    }

    private void assertFailure(int code, String sentence, String... names) {
        String[] args = new String[names.length + 2];
        args[0] = "dead";
        args[1] = "rm";
        System.arraycopy(names, 0, args, 2, names.length);
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
