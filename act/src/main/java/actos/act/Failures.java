package actos.act;

import actos.protocol.Names;
import actos.protocol.Refused;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where an exception becomes a sentence on stderr and an exit code; {@code -v} adds the stack. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
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

    private static String kind(Exception e) {
        return e.getClass().getSimpleName();
    }
}
