package actos.act.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what it writes runs is shown by {@code NewIT}. */
class NewCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
    }

    @ParameterizedTest
    @CsvSource({
        "bash, shop.sh, shop.sh shop-test.sh",
        "python, shop.py, shop.py shop-test.sh",
        "js, shop.js, shop.js shop-test.sh",
        "java, shop.sh, shop.sh shop.java shop-test.sh"
    })
    void writes_an_actor_and_its_test(String language, String program, String files) throws IOException {
        assertEquals(
                new TestRoot.Call(0, files.replace(' ', '\n') + "\n", ""), test.plain("", "new", language, "shop"));
        for (String file : files.split(" ")) {
            String text = Files.readString(test.cwd.resolve(file));
            assertFalse(text.contains("NAME") || text.contains("PROGRAM"), text);
            assertEquals(text.startsWith("#!"), Files.isExecutable(test.cwd.resolve(file)), file);
        }
        String tested = Files.readString(test.cwd.resolve("shop-test.sh"));
        assertTrue(tested.contains("act spawn --id subject \"$here/" + program + "\""), tested);
    }

    @Test
    void replaces_nothing() throws IOException {
        TestRoot.write(test.cwd.resolve("shop-test.sh"), "mine");
        TestRoot.Call call = test.plain("", "new", "js", "shop");
        assertEquals(new TestRoot.Call(1, "", "act: shop-test.sh is there already; nothing was written\n"), call);
        assertEquals("mine", Files.readString(test.cwd.resolve("shop-test.sh")));
        assertFalse(Files.exists(test.cwd.resolve("shop.js")));
    }

    @Test
    void says_what_it_can_write_and_what_can_be_no_name() {
        TestRoot.Call call = test.plain("", "new", "cobol", "shop");
        assertEquals(2, call.code());
        assertTrue(call.err().contains("no template for cobol; there are bash, python, java and js"), call.err());
        assertEquals(
                "till.py\ntill-test.sh\n",
                test.plain("", "new", "python", "till.py").out());
        assertTrue(test.plain("", "new", "js", "../shop").err().contains("id \"../shop\" must be made of a-z"));
    }

    @Test
    void tells_the_names_as_json() {
        assertEquals(
                "[\"shop.js\",\"shop-test.sh\"]\n",
                test.plain("", "new", "--json", "js", "shop").out().replace(", ", ","));
    }
}
