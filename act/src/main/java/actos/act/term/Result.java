package actos.act.term;

import java.io.IOException;

/**
 * What a command has found out or done: lines for a person, or JSON for a program. The command makes it; whoever called the
 * command prints it, in one of the two ways. It may be computed while it is printed, so that a long list is never whole in
 * memory.
 */
public interface Result {
    /** Nothing (more) to say. */
    Result NONE = of(output -> {}, output -> {});

    /** For a person. */
    void print(Output output) throws IOException;

    /** For a program. */
    void printJson(Output output) throws IOException;

    /** One of the two ways. */
    @FunctionalInterface
    interface Printing {
        void to(Output output) throws IOException;
    }

    /** A value that is made when it is printed. */
    @FunctionalInterface
    interface Value {
        Object get() throws IOException;
    }

    /** Lines and one value. */
    static Result of(Printing lines, Value json) {
        return of(lines, output -> output.json(json.get()));
    }

    /** Lines, and JSON that is printed piece by piece. */
    static Result of(Printing lines, Printing json) {
        return new Result() {
            @Override
            public void print(Output output) throws IOException {
                lines.to(output);
            }

            @Override
            public void printJson(Output output) throws IOException {
                json.to(output);
            }
        };
    }

    /** One line. */
    static Result line(String line, Object json) {
        return of(output -> output.line(line), () -> json);
    }

    /** A line for a person; a program is told more, at the end. */
    static Result text(String line) {
        return of(output -> output.line(line), output -> {});
    }

    /** Something that was done: a sentence for a person, which is no output for a script. */
    static Result note(String sentence, Object json) {
        return of(output -> output.note(sentence), () -> json);
    }

    /** A value for a program; a person was told while it was done. */
    static Result json(Object json) {
        return of(output -> {}, () -> json);
    }

    /** The same, after which the command fails. */
    default Result failing(Failure failure) {
        return of(
                output -> {
                    print(output);
                    throw failure;
                },
                output -> {
                    printJson(output);
                    throw failure;
                });
    }
}
