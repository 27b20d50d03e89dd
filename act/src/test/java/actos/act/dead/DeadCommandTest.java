package actos.act.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.Act;
import actos.act.TestRoot;
import actos.act.call.Surroundings;
import actos.act.call.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeadCommandTest {
    @TempDir
    Path dir;

    @Test
    void lists_what_is_dead_if_nothing_else_is_said() throws Exception {
        DeadRoot test = new DeadRoot(dir);
        assertEquals(test.act("dead", "ls"), test.act("dead"));
        assertEquals(test.act("dead", "ls", "--json"), test.act("dead", "--json"));
    }

    @Test
    void explains_every_command_with_an_example() throws Exception {
        TestRoot test = new TestRoot(dir);
        CommandLine dead = Act.commands(new Workspace(Surroundings.real()))
                .getSubcommands()
                .get("dead");
        assertEquals(6, dead.getSubcommands().size());
        for (String name : dead.getSubcommands().keySet()) {
            String help = test.plain("", "dead", name, "--help").out();
            assertTrue(help.contains("Example:\n  "), help);
            assertTrue(help.contains("Usage: act dead " + name), help);
            assertTrue(help.contains("--root"), help);
        }
    }

    @Test
    void knows_no_other_command() throws Exception {
        TestRoot.Call call = new TestRoot(dir).act("dead", "lss");
        assertEquals(2, call.code());
        assertTrue(call.err().contains("lss"), call.err());
    }
}
