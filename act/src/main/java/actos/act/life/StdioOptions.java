package actos.act.life;

import actos.act.call.Program;
import actos.act.call.Surroundings;
import actos.act.term.Failure;
import actos.protocol.ActorId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of {@code act spawn} for the ready-made actor {@code stdio}, which plays an actor with any program. What
 * may go with what is decided here; what it means, there.
 */
final class StdioOptions {
    @Option(
            names = "--stdio",
            description = "Any program, as an actor: each message is a line on its stdin, each line it prints a message"
                    + " {\"to\", \"body\"}, {\"reply\"} or a new {\"state\"}.")
    boolean wanted;

    @Option(names = "--envelope", description = "With --stdio: a line is the whole message, and the state.")
    boolean envelope;

    @Option(names = "--to", paramLabel = "ID", description = "With --stdio: each line it prints goes to this actor.")
    String to;

    @Option(names = "--reply", description = "With --stdio: each line it prints answers the message.")
    boolean reply;

    @Option(
            names = "--per-message",
            description = "With --stdio: run the program for each message, with the state in the file $ACTOS_STATE.")
    boolean perMessage;

    @Option(
            names = "--whole-lines",
            description = "With --stdio: the program gets whole lines only, for one that polls its stdin.")
    boolean wholeLines;

    @Mixin
    MaelstromOptions maelstrom = new MaelstromOptions();

    /** Whether one of these options was given. */
    boolean isWanted() {
        return wanted || envelope || to != null || reply || perMessage || wholeLines || maelstrom.nodes != null;
    }

    /**
     * The actor that plays the program.
     *
     * @param words the program and its arguments
     * @throws Failure if the options or the program are wrong
     */
    ProgramChoice choose(List<String> words, Surroundings surroundings) throws IOException {
        if (!wanted) {
            throw Failure.usage(
                    "--envelope, --to, --reply, --per-message, --whole-lines and --maelstrom go with --stdio");
        }
        if ((to == null ? 0 : 1) + (reply ? 1 : 0) + (maelstrom.nodes == null ? 0 : 1) > 1) {
            throw Failure.usage("--to, --reply and --maelstrom exclude each other: each says where a line goes");
        }
        if (maelstrom.nodes != null && (envelope || perMessage)) {
            throw Failure.usage("a node of --maelstrom runs all the time and has lines of its own:"
                    + " neither --envelope nor --per-message goes with it");
        }
        if (perMessage && wholeLines) {
            throw Failure.usage(
                    "--per-message gives the program one line as its whole stdin, so it needs no --whole-lines");
        }
        if (maelstrom.nodes == null && maelstrom.services != null) {
            throw Failure.usage("--services are for the nodes of --maelstrom");
        }
        if (words.isEmpty()) {
            throw Failure.usage("--stdio needs a program: act spawn --stdio -- PROGRAM ARGS");
        }
        List<String> args = new ArrayList<>();
        if (envelope) {
            args.add("--envelope");
        }
        if (to != null) {
            args.add("--to=" + new ActorId(to));
        }
        if (reply) {
            args.add("--reply");
        }
        if (perMessage) {
            args.add("--per-message");
        }
        if (wholeLines) {
            args.add("--whole-lines");
        }
        if (maelstrom.nodes != null) {
            args.add("--maelstrom=" + String.join(",", maelstrom.nodes()));
        }
        args.add("--cwd=" + surroundings.cwd());
        args.add("--");
        args.add(Program.find(words.get(0), surroundings.cwd(), surroundings).toString());
        args.addAll(words.subList(1, words.size()));
        return new ProgramChoice(ProgramChoice.installed("stdio", surroundings), args, words.get(0));
    }
}
