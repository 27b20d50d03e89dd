package actos.act.life;

import actos.act.call.Surroundings;
import actos.act.term.Failure;
import actos.protocol.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be started as an actor.
 *
 * @param program the executable
 * @param args what it gets after its five arguments
 * @param name the file that the actor is named after
 */
record ProgramChoice(Path program, List<String> args, String name) {
    /**
     * An actor that comes with ActOS.
     *
     * @throws Failure if this installation has none of this name
     */
    static Path installed(String actor, Surroundings surroundings) {
        String home = surroundings.env().getOrDefault("ACTOS_HOME", "");
        Path program = Path.of(home, "actors", actor).toAbsolutePath();
        if (home.isEmpty() || !Files.isExecutable(program)) {
            throw Failure.failed(
                    "there is no " + Names.printable(program.toString()) + ": this ActOS was installed without it");
        }
        return program;
    }
}
