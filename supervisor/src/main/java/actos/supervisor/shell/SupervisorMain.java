package actos.supervisor.shell;

import actos.protocol.ByteSize;
import actos.protocol.Durations;
import actos.protocol.ProcessIdentity;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.Utf8;
import actos.supervisor.posix.Errors;
import actos.supervisor.shell.base.RootDirectory;
import actos.supervisor.shell.sense.RootScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code supervisor}: arguments, the root's lock, exit codes. */
@Command(
        name = "supervisor",
        versionProvider = SupervisorMain.Version.class,
        sortOptions = false,
        header = "Runs the actors of one root directory.",
        description = {
            "",
            "Starts what is asked for in ROOT/spawn, carries mail from ROOT/send to the actors, and logs to stderr.",
            "It ends on TERM or Ctrl-C, after its actors; a second signal does not wait for them.",
            ""
        },
        footer = {
            "",
            "ROOT is the argument, else $ACTOS_ROOT, else /var/actors. It is made if it is not there.",
            "",
            "Exit codes: 0 ended as it was told, 1 the root cannot be used, 2 the command line does not parse,",
            "3 another supervisor has the root, 4 it ended in time, but left actors to the next supervisor.",
            "",
            "Example:",
            "  supervisor --daemon ~/actors && act -r ~/actors ls"
        })
public final class SupervisorMain implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ROOT", description = "The root directory.")
    private String root;

    @Option(
            names = "--daemon",
            description = "Run in the background, log to ROOT/supervisor.log, return when it is ready.")
    private boolean daemon;

    @Option(
            names = "--cycle",
            paramLabel = "TIME",
            defaultValue = "2s",
            description =
                    "The scan interval, such as 500ms; default ${DEFAULT-VALUE}. The file ROOT/cycle overrules it.")
    private String cycle;

    @Option(
            names = "--scan-only",
            description = "Slow motion: no notices; each scan delivers one message to each actor, then takes mail.")
    private boolean scanOnly;

    @Option(
            names = "--stop-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long actors have to end at shutdown; default ${DEFAULT-VALUE}.")
    private String stopTimeout;

    @Option(
            names = "--restore",
            description = "Bring back the actors that shutdowns have ended, with their state and mail.")
    private boolean restore;

    @Option(
            names = "--journal-keep",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description =
                    "How much of the journal to keep, such as 500m; default ${DEFAULT-VALUE}. Then its oldest files are"
                            + " deleted. The file ROOT/journal-keep overrules it.")
    private String journalKeep;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean version;

    /** Runs the program. */
    public static void main(String[] args) {
        try {
            Utf8.checkCall(args, "ACTOS_ROOT");
        } catch (Refused | IOException e) {
            System.err.println("supervisor: " + e.getMessage());
            System.exit(1);
        }
        CommandLine line = new CommandLine(new SupervisorMain())
                .setExpandAtFiles(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(new UsageErrors());
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() {
        Duration scans;
        Duration patience;
        long keep;
        try {
            scans = Durations.parse("--cycle", cycle);
            patience = Durations.parse("--stop-timeout", stopTimeout);
            keep = ByteSize.parse("--journal-keep", journalKeep);
        } catch (Refused e) {
            return UsageErrors.said(e.getMessage());
        }
        if (scans.compareTo(RootScan.SHORTEST_CYCLE) < 0) {
            return UsageErrors.said("--cycle " + Durations.format(scans) + " is shorter than "
                    + Durations.format(RootScan.SHORTEST_CYCLE));
        }
        if (root != null && root.isEmpty()) {
            return UsageErrors.said("ROOT is empty: name a directory, or leave it out");
        }
        try {
            Path chosen = chosenRoot();
            Root at = new Root(Files.isSymbolicLink(chosen) ? chosen.toRealPath() : chosen);
            ProcessIdentity.checkProc();
            RootDirectory.checkWay(at);
            if (daemon) {
                return new Daemon(at, scans, scanOnly, patience, restore, keep).start();
            }
            RootDirectory.prepare(at);
            try (RootLock lock = RootLock.take(at)) {
                boolean isDone = new Supervisor(
                                at,
                                lock,
                                new Options(
                                        scans,
                                        scanOnly,
                                        patience,
                                        restore,
                                        keep,
                                        version(),
                                        System.getProperty("actos.home")))
                        .run();
                lock.release();
                return isDone ? 0 : 4;
            }
        } catch (RootLock.Taken e) {
            System.err.println("supervisor: " + e.getMessage());
            return 3;
        } catch (Refused | IOException e) {
            System.err.println("supervisor: " + Errors.sentence(e));
            return 1;
        }
    }

    private Path chosenRoot() {
        if (root != null) {
            return Path.of(root);
        }
        String fromEnvironment = System.getenv("ACTOS_ROOT");
        return fromEnvironment == null || fromEnvironment.isEmpty() ? Root.DEFAULT : Path.of(fromEnvironment);
    }

    static String version() {
        String version = SupervisorMain.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"actos " + version()};
        }
    }
}
