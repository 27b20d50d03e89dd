package actos.script;

import actos.actor.ActorMain;
import actos.protocol.ActorHome;
import actos.protocol.Refused;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The program {@code actors/script}. It compiles the script before it catches USR1, which is what makes it ready, so a
 * script that cannot be used is told to whoever spawns it.
 *
 * <p>Exit codes: those of {@link ActorMain}; 1 also if the script cannot be used.
 */
public final class ScriptMain {
    private static final int BEFORE_ARGS = 4;

    private ScriptMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        if (args.length == 1 && args[0].equals("--warm-up")) {
            warmUp();
        } else {
            ActorMain.run(actor(args), args);
        }
    }

    private static void warmUp() throws IOException, InterruptedException {
        WarmUp warmUp = new WarmUp();
        String[] args = warmUp.layOut().toArray(new String[0]);
        Thread actor = new Thread(() -> ActorMain.run(actor(args), args), "actor");
        actor.setDaemon(true);
        actor.start();
        warmUp.awaitAndEnd();
    }

    private static ScriptActor actor(String... args) {
        try {
            if (args.length < BEFORE_ARGS) {
                throw new IllegalArgumentException("a supervisor starts this: see act spawn --help, --script");
            }
            ActorHome home = new ActorHome(Path.of(args[1]).toAbsolutePath().getParent());
            Options options = Options.parse(List.of(args).subList(BEFORE_ARGS, args.length));
            return new ScriptActor(home, options, Path.of(System.getProperty("actos.home"), "actors", "script"));
        } catch (ScriptError e) {
            throw end(1, e.getMessage());
        } catch (IllegalArgumentException | Refused e) {
            throw end(2, e.getMessage());
        } catch (IOException e) {
            throw end(75, "cannot prepare its directory: " + e);
        }
    }

    private static Error end(int code, String sentence) {
        System.out.println(sentence);
        System.exit(code);
        return new AssertionError();
    }
}
