package actos.act;

import actos.act.call.Surroundings;
import actos.act.call.Workspace;
import actos.act.dead.DeadCommand;
import actos.act.image.BackCommand;
import actos.act.image.ForwardCommand;
import actos.act.image.GotoCommand;
import actos.act.image.ImageCommand;
import actos.act.journal.JournalCommand;
import actos.act.life.AttachCommand;
import actos.act.life.KillCommand;
import actos.act.life.NewCommand;
import actos.act.life.RestartCommand;
import actos.act.life.ShutdownCommand;
import actos.act.life.SpawnCommand;
import actos.act.life.StopCommand;
import actos.act.life.WaitCommand;
import actos.act.look.EventsCommand;
import actos.act.look.HistoryCommand;
import actos.act.look.LogsCommand;
import actos.act.look.LsCommand;
import actos.act.look.ShowCommand;
import actos.act.look.WaitsCommand;
import actos.act.look.WatchCommand;
import actos.act.look.WhenCommand;
import actos.act.look.WhyCommand;
import actos.act.mail.AskCommand;
import actos.act.mail.CopyCommand;
import actos.act.mail.DiffCommand;
import actos.act.mail.DoneCommand;
import actos.act.mail.DropCommand;
import actos.act.mail.EditCommand;
import actos.act.mail.MailCommand;
import actos.act.mail.MoveCommand;
import actos.act.mail.ReplyCommand;
import actos.act.mail.SendCommand;
import actos.act.mail.UndoCommand;
import actos.act.state.SetCommand;
import actos.act.state.StateCommand;
import actos.act.step.BreakCommand;
import actos.act.step.NextCommand;
import actos.act.step.PauseCommand;
import actos.act.step.ResumeCommand;
import actos.act.step.StepCommand;
import actos.act.term.ExitCode;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.top.TopCommand;
import actos.act.trace.PlotCommand;
import actos.act.trace.StatsCommand;
import actos.act.trace.TraceCommand;
import actos.protocol.Refused;
import actos.protocol.Utf8;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
    /** In the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("new", NewCommand.class);
        COMMANDS.put("spawn", SpawnCommand.class);
        COMMANDS.put("send", SendCommand.class);
        COMMANDS.put("ask", AskCommand.class);
        COMMANDS.put("ls", LsCommand.class);
        COMMANDS.put("show", ShowCommand.class);
        COMMANDS.put("mail", MailCommand.class);
        COMMANDS.put("state", StateCommand.class);
        COMMANDS.put("waits", WaitsCommand.class);
        COMMANDS.put("logs", LogsCommand.class);
        COMMANDS.put("watch", WatchCommand.class);
        COMMANDS.put("events", EventsCommand.class);
        COMMANDS.put("why", WhyCommand.class);
        COMMANDS.put("history", HistoryCommand.class);
        COMMANDS.put("when", WhenCommand.class);
        COMMANDS.put("trace", TraceCommand.class);
        COMMANDS.put("stats", StatsCommand.class);
        COMMANDS.put("plot", PlotCommand.class);
        COMMANDS.put("journal", JournalCommand.class);
        COMMANDS.put("top", TopCommand.class);
        COMMANDS.put("reply", ReplyCommand.class);
        COMMANDS.put("done", DoneCommand.class);
        COMMANDS.put("pause", PauseCommand.class);
        COMMANDS.put("resume", ResumeCommand.class);
        COMMANDS.put("next", NextCommand.class);
        COMMANDS.put("step", StepCommand.class);
        COMMANDS.put("edit", EditCommand.class);
        COMMANDS.put("set", SetCommand.class);
        COMMANDS.put("drop", DropCommand.class);
        COMMANDS.put("move", MoveCommand.class);
        COMMANDS.put("copy", CopyCommand.class);
        COMMANDS.put("diff", DiffCommand.class);
        COMMANDS.put("undo", UndoCommand.class);
        COMMANDS.put("break", BreakCommand.class);
        COMMANDS.put("image", ImageCommand.class);
        COMMANDS.put("goto", GotoCommand.class);
        COMMANDS.put("back", BackCommand.class);
        COMMANDS.put("forward", ForwardCommand.class);
        COMMANDS.put("stop", StopCommand.class);
        COMMANDS.put("restart", RestartCommand.class);
        COMMANDS.put("attach", AttachCommand.class);
        COMMANDS.put("kill", KillCommand.class);
        COMMANDS.put("wait", WaitCommand.class);
        COMMANDS.put("shutdown", ShutdownCommand.class);
        COMMANDS.put("dead", DeadCommand.class);
        COMMANDS.put("help", HelpCommand.class);
    }

    /** Options that may stand before the command, but for the two that take the next word. */
    private static final Pattern EVERYWHERE = Pattern.compile("--json|-v|--verbose|--root=.*|-r.+");

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
        try {
            Utf8.checkCall(args, "ACTOS_ROOT");
        } catch (Refused | IOException e) {
            System.err.println("act: " + e.getMessage());
            System.exit(ExitCode.FAILED);
        }
        System.exit(run(Surroundings.real(), args));
    }

    /** One call of {@code act}; what it returns is the exit code. */
    public static int run(Surroundings surroundings, String... args) {
        Workspace workspace = new Workspace(surroundings);
        CommandLine commands = commands(workspace, called(args));
        int code = execute(commands, workspace, args);
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

    /** What is read whole has bounds, but what is made of it may need more memory than there is. */
    private static int execute(CommandLine commands, Workspace workspace, String... args) {
        try {
            return commands.execute(negativeNumbers(args));
        } catch (OutOfMemoryError e) {
            workspace
                    .output()
                    .note(
                            "act: this needs more memory than act may take: set ACTOS_JAVA_OPTS=-Xmx8g, say, and do it again");
            return ExitCode.FAILED;
        }
    }

    /** All commands, around one workspace. */
    public static CommandLine commands(Workspace workspace) {
        return commands(workspace, COMMANDS.keySet());
    }

    /**
     * What these arguments may call: to build all commands takes longer than most of them take to do their work, so it is
     * that one alone where it is clear which.
     */
    private static Set<String> called(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("-r") || args[i].equals("--root")) {
                i++;
            } else if (!EVERYWHERE.matcher(args[i]).matches()) {
                return COMMANDS.containsKey(args[i]) && !args[i].equals("help") ? Set.of(args[i]) : COMMANDS.keySet();
            }
        }
        return COMMANDS.keySet();
    }

    private static CommandLine commands(Workspace workspace, Set<String> names) {
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
        names.forEach(name -> commands.addSubcommand(name, COMMANDS.get(name)));
        boolean colours = workspace.terminal().wantsColours();
        commands.setExecutionStrategy(parsed -> {
                    int code = new CommandLine.RunLast().execute(parsed);
                    show(workspace, parsed);
                    return code;
                })
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(workspace.helpWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        colours ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setExpandAtFiles(false) // @FILE is a body
                .setAbbreviatedOptionsAllowed(false);
        inOneOrder(commands);
        CommandLine spawn = commands.getSubcommands().get("spawn");
        if (spawn != null) {
            spawn.setStopAtPositional(true); // what follows the program belongs to the program
        }
        return commands;
    }

    /** Prints what the command has told; where that fails, the command has. */
    private static void show(Workspace workspace, CommandLine.ParseResult parsed) {
        List<CommandLine> called = parsed.asCommandLineList();
        CommandLine command = called.get(called.size() - 1);
        if (command.getExecutionResult() instanceof Result result) {
            try {
                workspace.show(result);
            } catch (IOException | RuntimeException e) {
                throw new CommandLine.ExecutionException(command, "it cannot be told", e);
            }
        }
    }

    /** A command's own options first, as its class declares them, then those that all have. */
    private static void inOneOrder(CommandLine command) {
        command.getCommandSpec().usageMessage().sortOptions(false);
        command.getSubcommands().values().forEach(Act::inOneOrder);
    }

    /** Called by its name alone, it shows what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
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
