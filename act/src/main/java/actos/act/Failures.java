package actos.act;

import actos.act.call.Workspace;
import actos.act.term.ExitCode;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.term.Similar;
import actos.protocol.Names;
import actos.protocol.Refused;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where an exception becomes a sentence on stderr and an exit code; {@code -v} adds the stack. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** How the command {@code help} says it. */
    private static final String NO_COMMAND = "Unknown subcommand '";

    private final Workspace workspace;

    Failures(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof Output.Closed) {
            return ExitCode.DONE;
        }
        Output output = workspace.output();
        try {
            output.flush();
        } catch (Output.Closed | Failure unwritten) {
            // what was printed before is lost; the sentence still goes to stderr
        }
        output.note("act: " + sentence(e));
        if (workspace.isVerbose()) {
            output.stack(e);
        }
        return e instanceof Failure f ? f.exitCode() : ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        StringBuilder sentence = new StringBuilder("act: ").append(sentence(e));
        if (e instanceof UnmatchedArgumentException unmatched) {
            String near = near(unmatched);
            if (near != null) {
                sentence.append("; did you mean ").append(near).append('?');
            }
        }
        String name = command.getCommandSpec().qualifiedName();
        workspace.output().note(sentence + " (" + name + " --help tells how it is written)");
        return ExitCode.USAGE;
    }

    /** What may have been meant, or null. */
    private static String near(UnmatchedArgumentException e) {
        Set<String> commands = e.getCommandLine().getSubcommands().keySet();
        String command =
                e.isUnknownOption() ? null : Similar.to(e.getUnmatched().get(0), commands);
        List<String> others = e.getSuggestions();
        return command == null && !others.isEmpty() ? others.get(0).strip() : command;
    }

    private static String sentence(Exception e) {
        String message = e.getMessage();
        if (e instanceof Failure || e instanceof Refused) {
            return message;
        }
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            CommandLine command = unmatched.getCommandLine();
            String first = Names.printable(unmatched.getUnmatched().get(0));
            return command.getSubcommands().isEmpty()
                    ? "there is one argument too many: " + first
                    : "there is no command " + first;
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing());
        }
        if (e instanceof MutuallyExclusiveArgsException) {
            return message.replaceFirst("^Error: ", "")
                    .replaceFirst(" are mutually exclusive.*", " exclude each other: take one");
        }
        if (e instanceof OverwrittenOptionException twice) {
            return named(twice.getOverwritten()) + " is there more than once";
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            return "there is no option "
                    + Names.printable(unmatched.getUnmatched().get(0));
        }
        if (e instanceof ParameterException wrong && wrong.getArgSpec() != null && wrong.getValue() != null) {
            Class<?> type = boxed(wrong.getArgSpec().type());
            String value = " \"" + Names.printable(wrong.getValue()) + "\"";
            return named(wrong.getArgSpec())
                    + (type == boolean.class
                            ? " takes no value, so not" + value
                            : value + " is no "
                                    + (Number.class.isAssignableFrom(type)
                                            ? "whole number"
                                            : wrong.getArgSpec().paramLabel()));
        }
        if (e instanceof ParameterException && message.startsWith(NO_COMMAND)) {
            return "there is no command "
                    + message.substring(NO_COMMAND.length()).replaceFirst("'[.]$", "");
        }
        if (e instanceof ParameterException) {
            return Character.toLowerCase(message.charAt(0)) + message.substring(1);
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + Names.printable(denied.getFile())
                    + ": only the user who runs the supervisor may use it";
        }
        if (e instanceof NoSuchFileException gone) {
            return "there is no " + Names.printable(gone.getFile()) + " (any more)";
        }
        if (e instanceof FileSystemException fs) {
            return Names.printable(fs.getFile()) + ": " + (fs.getReason() == null ? kind(e) : fs.getReason());
        }
        if (e instanceof IOException && "No space left on device".equals(message)) {
            return "the disk is full: make room, and do it again";
        }
        if (e instanceof IOException) {
            return message == null ? kind(e) : message;
        }
        return "this should not happen: " + kind(e) + (message == null ? "" : ": " + Names.printable(message))
                + "; please report it with what -v shows";
    }

    /** What was left out: words of the command line, an option's value, or one of several options. */
    private static String missing(List<ArgSpec> missing) {
        ArgSpec first = missing.get(0);
        if (first.group() != null) {
            return "one of these is missing: "
                    + first.group().args().stream()
                            .map(arg -> named(arg) + (arg.arity().max() == 0 ? "" : " " + arg.paramLabel()))
                            .collect(Collectors.joining(", "));
        }
        if (first.isOption()) {
            return named(first) + " is there without its " + first.paramLabel();
        }
        return missing.stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" and "))
                + (missing.size() == 1 ? " is missing" : " are missing");
    }

    private static String named(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    private static Class<?> boxed(Class<?> type) {
        return type == int.class || type == long.class ? Long.class : type;
    }

    private static String kind(Exception e) {
        return e.getClass().getSimpleName();
    }
}
