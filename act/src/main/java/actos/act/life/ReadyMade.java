package actos.act.life;

import actos.act.call.Program;
import actos.act.call.Surroundings;
import actos.act.term.Failure;
import actos.protocol.Durations;
import actos.protocol.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of {@code act spawn} for actors that come with ActOS and play what is no actor by itself: each is an
 * executable in {@code $ACTOS_HOME/actors}. Turns what the user said into that program and its arguments; the request
 * holds nothing else, so the supervisor knows of none of this.
 */
final class ReadyMade {
    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "An actor written in JavaScript; a PATH that ends in .js is one anyway.")
    String script;

    @Option(names = "--copy", description = "A script: the actor gets a copy of its own, not a link to it.")
    boolean copy;

    @Option(
            names = "--allow",
            paramLabel = "WHAT",
            description = "A script: it may use files, network or java; may be repeated.")
    List<String> allow = new ArrayList<>();

    @Option(
            names = "--live-clock",
            description = "A script: Date.now() and Math.random() are the machine's, not the message's.")
    boolean liveClock;

    @Option(names = "--limit", paramLabel = "D", description = "A script: how long it may handle a message; else 5s.")
    String limit;

    @Mixin
    StdioOptions stdio = new StdioOptions();

    /** Whether one of these options was given. */
    boolean isWanted() {
        return isScriptWanted() || stdio.isWanted();
    }

    private boolean isScriptWanted() {
        return script != null || copy || liveClock || limit != null || !allow.isEmpty();
    }

    /**
     * The ready-made actor that the user chose, or null if the program is one by itself.
     *
     * @param words what stands behind the options: PATH and ARGS
     * @throws Failure if it cannot be started
     */
    ProgramChoice choose(List<String> words, Surroundings surroundings) throws IOException {
        if (stdio.isWanted()) {
            if (isScriptWanted()) {
                throw Failure.usage("an option for a script and one for --stdio exclude each other");
            }
            return stdio.choose(words, surroundings);
        }
        if (script != null) {
            return script(script, words, surroundings);
        }
        if (!words.isEmpty() && !isScriptWanted() && isText(words.get(0), List.of(".py"), surroundings)) {
            return python(words.get(0), words.subList(1, words.size()), surroundings);
        }
        if (!words.isEmpty() && isText(words.get(0), List.of(".js", ".mjs"), surroundings)) {
            return script(words.get(0), words.subList(1, words.size()), surroundings);
        }
        if (isScriptWanted()) {
            throw Failure.usage(
                    "--copy, --allow, --live-clock and --limit are for scripts: name one with --script FILE");
        }
        return null;
    }

    private ProgramChoice script(String file, List<String> words, Surroundings surroundings) throws IOException {
        List<String> args = new ArrayList<>();
        if (copy) {
            args.add("--copy");
        }
        for (String what : allow) {
            if (!List.of("files", "network", "java").contains(what)) {
                throw Failure.usage("--allow " + Names.printable(what) + " is unknown: files, network or java");
            }
            args.add("--allow=" + what);
        }
        if (liveClock) {
            args.add("--live-clock");
        }
        if (limit != null) {
            args.add("--limit=" + Durations.format(Durations.parse("limit", limit)));
        }
        args.add(Program.existing(file, surroundings.cwd()).toString());
        args.addAll(words);
        return new ProgramChoice(ProgramChoice.installed("script", surroundings), args, file);
    }

    private static ProgramChoice python(String file, List<String> words, Surroundings surroundings) throws IOException {
        List<String> args = new ArrayList<>();
        args.add(Program.existing(file, surroundings.cwd()).toString());
        args.addAll(words);
        return new ProgramChoice(ProgramChoice.installed("python", surroundings), args, file);
    }

    /** By its ending, unless it says itself what runs it. */
    private static boolean isText(String path, List<String> endings, Surroundings surroundings) throws IOException {
        if (endings.stream().noneMatch(path::endsWith)) {
            return false;
        }
        Path file = surroundings.cwd().resolve(path);
        if (!Files.isExecutable(file) || !Files.isRegularFile(file)) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length < 2 || start[0] != '#' || start[1] != '!';
        }
    }
}
