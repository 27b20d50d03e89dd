package actos.act.call;

import actos.act.root.Disk;
import actos.act.root.Layout;
import actos.act.root.Liveness;
import actos.act.root.Owner;
import actos.act.root.Pause;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Terminal;
import actos.protocol.Names;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/**
 * What all commands have in common: the options, the root, the output and the way to the supervisor. One object for one
 * call of {@code act}: {@code -r} counts before and after the command's name alike.
 */
public final class Workspace {
    private static final Duration STARTING = Duration.ofSeconds(3);
    private static final String ELSEWHERE = " runs in another PID namespace, as its process ";

    private final Surroundings surroundings;
    private final Output output;
    private Path given;
    private boolean json;
    private boolean verbose;
    private Root root;
    private ProcessIdentity supervisor;

    public Workspace(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.output = new Output(surroundings.out(), surroundings.err(), surroundings.terminal());
    }

    @Option(
            names = {"-r", "--root"},
            paramLabel = "ROOT",
            order = 100,
            description = "The root; else $$ACTOS_ROOT, else an enclosing directory that is one, else /var/actors.")
    public void useRoot(Path path) {
        given = path == null ? given : path;
    }

    @Option(names = "--json", order = 101, description = "Print JSON: a list as an array, a stream as lines.")
    void useJson(boolean on) {
        json |= on;
    }

    @Option(
            names = {"-v", "--verbose"},
            order = 102,
            description = "Show the stack of an error.")
    void useVerbose(boolean on) {
        verbose |= on;
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 103,
            description = "Show this help and exit.")
    void showHelp(boolean on) {
        // picocli does it
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public Output output() {
        return output;
    }

    public Terminal terminal() {
        return surroundings.terminal();
    }

    public boolean isJson() {
        return json;
    }

    /** Prints a result in the way that this call wants it. */
    public void show(Result result) throws IOException {
        if (json) {
            result.printJson(output);
        } else {
            result.print(output);
        }
    }

    public boolean isVerbose() {
        return verbose;
    }

    /** Where help goes. */
    public PrintWriter helpWriter() {
        return new PrintWriter(output.asStream(), true, StandardCharsets.UTF_8);
    }

    /** The root that this call is about. */
    public Root root() {
        if (root == null) {
            root = RootChoice.choose(given, surroundings);
        }
        return root;
    }

    /**
     * The supervisor of the root, which is needed for what comes next; one that is just starting is waited for.
     *
     * @throws Failure if there is none
     */
    public ProcessIdentity supervisor() throws IOException {
        if (supervisor == null) {
            Root here = ownRoot();
            Liveness.Served served = surroundings.liveness().look(here);
            if (served.supervisor() == null && served.held()) {
                served = Polling.until(STARTING, () -> {
                            Liveness.Served now = surroundings.liveness().look(here);
                            return now.supervisor() != null || !now.held() ? now : null;
                        })
                        .orElse(served);
            }
            if (served.supervisor() == null) {
                noteOdd(here.lock(), "nobody can hold it");
                throw Failure.noSupervisor("no supervisor is running on " + shown(here.dir())
                        + ", so nothing was written: start one with: supervisor "
                        + Names.shellWord(here.dir().toString()));
            }
            if (!RootChoice.isRoot(here)) {
                throw Failure.failed(shown(here.dir()) + " is no root any more: running, spawn and send must be"
                        + " directories, not links, so nothing was written");
            }
            Layout.checkTop(here);
            supervisor = served.supervisor();
        }
        return supervisor;
    }

    /**
     * The same where it has to be signalled.
     *
     * @throws Failure also if it cannot be seen from this PID namespace
     */
    public ProcessIdentity supervisorInReach() throws IOException {
        ProcessIdentity found = supervisor();
        if (found.isElsewhere()) {
            throw Failure.failed("the supervisor of " + shown(root().dir()) + ELSEWHERE + found.pid()
                    + ", and cannot be signalled from here: call act there");
        }
        return found;
    }

    /**
     * The same where process numbers are to be told it, or are taken from what it has written.
     *
     * @throws Failure also if it counts them in another PID namespace
     */
    public ProcessIdentity supervisorInThisNamespace() throws IOException {
        ProcessIdentity found = supervisor();
        byte[] status = Disk.bytes(root().systemStatus());
        ProcessIdentity told = status == null ? null : ProcessIdentity.read(status);
        ProcessIdentity itself = told == null ? found : told;
        if (found.isElsewhere() || itself.isElsewhere()) {
            throw Failure.failed("the supervisor of " + shown(root().dir()) + ELSEWHERE + itself.pid()
                    + ", where processes have other numbers than here: call act there");
        }
        return found;
    }

    /** Whether the supervisor that {@link #supervisor} found lives still. */
    public boolean isServed() throws IOException {
        return supervisor().isElsewhere()
                ? surroundings.liveness().look(root()).held()
                : supervisor().isAlive();
    }

    /** Tells the supervisor, where that can be reached, that there is something new; a scan would find it too, a little later. */
    public void lookNow() throws IOException {
        if (!supervisor().isElsewhere()) {
            new Signalling(surroundings).supervisor("USR1", supervisor());
        }
    }

    /** The supervisor if one is running, or null; for commands that only read. Says so where there is none. */
    public ProcessIdentity supervisorOrNote() throws IOException {
        Root here = root();
        if (!Disk.isDirectory(here.running())) {
            requireAccess(here);
            throw Failure.failed(shown(here.dir()) + (Files.exists(here.dir()) ? " is no root" : " does not exist")
                    + ": name one with --root or $ACTOS_ROOT, or start a supervisor there");
        }
        ProcessIdentity found = surroundings.liveness().look(here).supervisor();
        if (found == null) {
            noteOdd(here.lock(), "nobody can hold it");
            output.note("no supervisor is running on " + shown(here.dir()) + ": showing what is on disk");
        } else if (found.isElsewhere()) {
            output.note("the supervisor of " + shown(here.dir()) + ELSEWHERE + found.pid()
                    + ": it sees what is written here, but cannot be signalled from here");
        }
        return found;
    }

    /** What may not be looked into may be a root all the same. */
    private static void requireAccess(Root here) {
        if (Files.isDirectory(here.dir()) && !Files.isExecutable(here.dir())) {
            Owner owner = Owner.of(here.dir());
            throw Failure.failed("you have no permission to look into " + shown(here.dir()) + ", which belongs to "
                    + (owner == null ? "another user" : owner.name()));
        }
    }

    private void noteOdd(Path file, String consequence) {
        String oddity = Disk.oddity(file);
        if (oddity != null) {
            output.note(shown(file) + " is " + oddity + " and no file, so " + consequence);
        }
    }

    /** The same for commands that list; says first that nothing is delivered, where the system is paused. */
    public ProcessIdentity supervisorAndPauseOrNote() throws IOException {
        ProcessIdentity found = supervisorOrNote();
        Pause pause = Pause.of(root());
        if (pause != null) {
            output.note(pause.sentence(root()));
        }
        return found;
    }

    /** The root, for commands that look at what needs no supervisor. */
    public Root rootOnDisk() {
        Root here = root();
        if (!RootChoice.isRoot(here)) {
            requireAccess(here);
            throw Failure.failed(shown(here.dir()) + " is no root: name one with --root or $ACTOS_ROOT");
        }
        return here;
    }

    /** The root, for commands that change what needs no supervisor. */
    public Root rootToChange() {
        ownRoot();
        Root here = rootOnDisk();
        Layout.checkTop(here);
        return here;
    }

    /**
     * The root, which something is to be changed in. In another user's, every link and every directory that is swapped
     * at the right moment would turn the change to what only the caller may write: so nothing is changed there.
     *
     * @throws Failure if it is another user's
     */
    private Root ownRoot() {
        Root here = root();
        Owner owner = Owner.of(here.dir());
        if (owner != null && !owner.is(surroundings.user())) {
            throw Failure.failed(shown(here.dir()) + " belongs to " + owner.name() + ", and in the root of another user"
                    + " act only looks: type sudo -u " + owner.name() + " act …, which acts with that user's rights");
        }
        return here;
    }

    private static String shown(Path path) {
        return Names.printable(path.toString());
    }
}
