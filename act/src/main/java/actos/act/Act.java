package actos.act;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The list of commands, and the way into them. */
@Command(
        name = "act",
        header = "Look at an actor system that lives in a directory, and work with it.",
        description = {
            "",
            "A root is a directory that a supervisor serves. Everything act does is reading, writing and renaming plain"
                    + " files below it, and can be done by hand.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Act.Version.class,
        subcommands = {
            NewCommand.class,
            SpawnCommand.class,
            SendCommand.class,
            AskCommand.class,
            LsCommand.class,
            ShowCommand.class,
            MailCommand.class,
            StateCommand.class,
            LogsCommand.class,
            WatchCommand.class,
            EventsCommand.class,
            TopCommand.class,
            ReplyCommand.class,
            DoneCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            NextCommand.class,
            StepCommand.class,
            EditCommand.class,
            SetCommand.class,
            DropCommand.class,
            MoveCommand.class,
            CopyCommand.class,
            DiffCommand.class,
            UndoCommand.class,
            BreakCommand.class,
            ImageCommand.class,
            StopCommand.class,
            RestartCommand.class,
            AttachCommand.class,
            KillCommand.class,
            WaitCommand.class,
            ShutdownCommand.class,
            DeadCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 the command line does not parse, 3 no supervisor is running,",
            "4 no such actor or message, 5 timed out.",
            "",
            "Example:",
            "  act spawn ./counter.sh",
            "  act send counter '{\"add\": 1}'",
            "  act ls"
        })
public final class Act implements Runnable {
    private static final List<String> TAKE_JSON = List.of("send", "ask", "reply", "set");

    @Mixin
    Workspace workspace;

    @Spec
    CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    boolean version;

    Act() {}

    public static void main(String[] args) {
        System.exit(run(Surroundings.real(), args));
    }

    /** One call of {@code act}; what it returns is the exit code. */
    static int run(Surroundings surroundings, String... args) {
        Workspace workspace = new Workspace(surroundings);
        CommandLine commands = commands(workspace);
        int code = commands.execute(negativeNumbers(args));
        try {
            workspace.output().endProgress();
            workspace.output().flush();
        } catch (Output.Closed gone) {
            return code;
        } catch (Failure full) {
            workspace.output().note("act: " + full.getMessage());
            return full.exitCode();
        }
        return code;
    }

    /** All commands, around one workspace. */
    static CommandLine commands(Workspace workspace) {
        Failures failures = new Failures(workspace);
        CommandLine commands = new CommandLine(Act.class, new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (type == Workspace.class) {
                    return type.cast(workspace);
                }
                return type == Act.class
                        ? type.cast(new Act())
                        : CommandLine.defaultFactory().create(type);
            }
        });
        boolean colours = workspace.terminal().wantsColours();
        commands.setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(workspace.helpWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        colours ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false);
        // what follows the program belongs to the program
        commands.getSubcommands().get("spawn").setStopAtPositional(true);
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "There is no COMMAND");
    }

    /**
     * {@code act send counter -5} means the number. It would be taken for an option; with a blank before it, it is the
     * same JSON and none.
     */
    private static String[] negativeNumbers(String[] args) {
        boolean takesJson = false;
        String[] changed = args.clone();
        for (int i = 0; i < args.length; i++) {
            takesJson |= TAKE_JSON.contains(args[i]);
            boolean negative = args[i].length() > 1 && args[i].charAt(0) == '-' && Character.isDigit(args[i].charAt(1));
            if (takesJson && negative) {
                changed[i] = " " + args[i];
            }
            if (!takesJson && args[i].equals("spawn")) {
                return args;
            }
        }
        return changed;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Act.class.getPackage().getImplementationVersion();
            return new String[] {"act " + (version == null ? "(not packaged)" : version)};
        }
    }
}
