package actos.supervisor.shell;

import actos.protocol.Names;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that does not parse becomes one sentence on stderr, in the words of {@code act}, and exit code 2. */
final class UsageErrors implements IParameterExceptionHandler {
    static final int EXIT_CODE = 2;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        return said(sentence(e) + " (supervisor --help tells how it is written)");
    }

    /** Says what is wrong. */
    static int said(String sentence) {
        System.err.println("supervisor: " + sentence);
        return EXIT_CODE;
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = Names.printable(unmatched.getUnmatched().get(0));
            if (!unmatched.isUnknownOption()) {
                return "there is one argument too many: " + first;
            }
            return "there is no option " + first
                    + (unmatched.getSuggestions().isEmpty()
                            ? ""
                            : "; did you mean "
                                    + unmatched.getSuggestions().get(0).strip() + "?");
        }
        if (e instanceof MissingParameterException missing) {
            ArgSpec arg = missing.getMissing().get(0);
            return named(arg) + " is there without its " + arg.paramLabel();
        }
        if (e instanceof OverwrittenOptionException twice) {
            return named(twice.getOverwritten()) + " is there more than once";
        }
        if (e.getArgSpec() != null && e.getValue() != null) {
            return named(e.getArgSpec()) + " takes no value, so not \"" + Names.printable(e.getValue()) + "\"";
        }
        return e.getMessage();
    }

    private static String named(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }
}
