package actos.act.look;

import actos.act.call.Homes;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act logs}: what an actor printed. */
@Command(
        name = "logs",
        header = "Show what an actor printed.",
        description = {
            "",
            "Prints out.log as it is, but for what would steer a terminal; with -f also what the actor prints from now on,"
                    + " until it ends or Ctrl-C. An actor that has ended is looked up in dead/actors.",
            ""
        },
        footer = {"", "Example:", "  act logs counter", "  act logs -f -n 10 counter"})
public final class LogsCommand implements Callable<Result> {
    private static final long PAUSE_MS = 50;

    @Mixin
    Workspace workspace;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what it prints from now on.")
    boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "Only the last N lines.")
    Integer lines;

    @Option(names = "--raw", description = "On a terminal too as it is, with whatever steers that.")
    boolean raw;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The actor.")
    String actor;

    private final StringBuilder rest = new StringBuilder();

    @Override
    public Result call() throws IOException {
        if (lines != null && lines < 0) {
            throw Failure.usage("-n is a number of lines, not " + lines);
        }
        workspace.supervisorOrNote();
        ActorHome home = Homes.find(workspace, actor);
        if (!Disk.isFile(home.log())) {
            throw Failure.failed(actor + " has no out.log: "
                    + (!hasProgram(home)
                            ? "a manual actor or a group prints nothing"
                            : Document.read(home.status(), ActorStatus.class).pid() != null
                                    ? "it was deleted, and what it prints is lost until it is started again: act restart "
                                            + actor
                                    : "it was not started yet"));
        }
        boolean living = new Actors(workspace.root()).isLiving(new ActorId(actor));
        try (FileChannel log = FileChannel.open(home.log(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            Object inode = Disk.inode(home.log());
            LogReading reading = new LogReading(log);
            if (lines != null) {
                reading.skipAllButLast(lines);
            }
            reading.readOn(this::show);
            while (follow && living) {
                workspace.output().flush();
                boolean ended = !inode.equals(Disk.inode(home.log()));
                reading.readOn(this::show);
                if (ended) {
                    workspace.output().note(actor + " has ended, or its out.log was replaced");
                    break;
                }
                Polling.pause(PAUSE_MS);
            }
        }
        if (rest.length() > 0) {
            showLine(rest.toString());
        }
        return Result.NONE; // all was told while it was read
    }

    private static boolean hasProgram(ActorHome home) {
        ActorSpec spec = Disk.spec(home);
        return spec != null && spec.hasProcess();
    }

    private void show(byte[] bytes, int length) throws IOException {
        workspace.show(Result.of(
                output -> {
                    if (raw) {
                        output.raw(bytes, length);
                    } else {
                        output.bytes(bytes, length);
                    }
                },
                output -> showLines(bytes, length)));
    }

    private void showLines(byte[] bytes, int length) throws IOException {
        // each byte as a character for the time being: a chunk may end inside one of several bytes
        rest.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
            showLine(rest.substring(0, end));
            rest.delete(0, end + 1);
        }
    }

    private void showLine(String bytes) throws IOException {
        String line = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        workspace.show(
                Result.json(Json.mapper().createObjectNode().put("actor", actor).put("line", line)));
    }
}
