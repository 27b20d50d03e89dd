package actos.act.life;

import actos.act.call.Body;
import actos.act.call.Program;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.wait.SpawnRequest;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act spawn}: writes a request into {@code spawn/} and tells what becomes of it. */
@Command(
        name = "spawn",
        header = "Start an actor, or a tree of actors.",
        description = {
            "",
            "Writes a request into spawn/ and signals the supervisor; waits until the actor is ready (or refused, or ended"
                    + " already) and prints its id alone. What follows PATH goes to the program as it is.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act spawn ./counter.sh",
            "  act spawn --id till --state '{\"n\": 5}' ./counter.sh",
            "  act spawn counter.js",
            "  act spawn --stdio --to printer -- jq -c .name",
            "  act spawn --stdio --maelstrom n1,n2,n3 -- ./node.py",
            "  act spawn --restart permanent --backoff 1s..1m ./counter.sh",
            "  act spawn --check shop.json && act spawn -f shop.json"
        })
public final class SpawnCommand implements Callable<Result> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** A tree starts one by one, and fails as soon as one does. */
    private static final Duration PATIENCE_WITH_A_TREE = Duration.ofMinutes(10);

    @Mixin
    Workspace workspace;

    @Option(names = "--id", paramLabel = "ID", description = "The actor's id; else named after the program.")
    String id;

    @Option(names = "--state", paramLabel = "JSON", description = "Its first state: JSON, or @FILE. Else {}.")
    String state;

    @Option(names = "--env", paramLabel = "K=V", description = "An addition to its environment; may be repeated.")
    Map<String, String> env = new LinkedHashMap<>();

    @Option(names = "--manual", description = "An actor without a process: a person or a tool plays it.")
    boolean manual;

    @Option(
            names = "--restart",
            paramLabel = "RULE",
            description = "When it is started again: permanent (always), transient (after a failure), temporary"
                    + " (never; the default).")
    String restart;

    @Option(
            names = "--intensity",
            paramLabel = "N",
            description = "Give up after more than N restarts within --period.")
    Integer intensity;

    @Option(names = "--period", paramLabel = "D", description = "See --intensity.")
    String period;

    @Option(
            names = "--backoff",
            paramLabel = "FIRST[..MAX]",
            description = "How long to wait before the second restart; doubled for each later one up to MAX.")
    String backoff;

    @Option(
            names = "--on-restart",
            paramLabel = "STATE",
            description = "What it starts with again: keep (its state) or initial.")
    String onRestart;

    @Mixin
    ReadyMade readyMade = new ReadyMade();

    @Option(names = "--parent", paramLabel = "ID", description = "The actor whose child it is.")
    String parent;

    @Option(names = "--no-wait", description = "Return when it was accepted, before it is ready.")
    boolean noWait;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "SPEC.json",
            description = "A whole specification, which may be a tree; - is stdin. Relative paths in it start from its"
                    + " directory.")
    String file;

    @Option(
            names = "--check",
            paramLabel = "SPEC.json",
            description = "Start nothing: say whether this specification would be accepted.")
    String check;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PATH",
            description = "The program: a file or a name on PATH.")
    String path;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "What the program gets after its five arguments.")
    List<String> args = new ArrayList<>();

    /** The file that the actor is named after, where that is not its program. */
    private String namesake;

    @Override
    public Result call() throws IOException {
        if (check != null) {
            if (file != null || path != null || manual || readyMade.isWanted()) {
                throw Failure.usage("--check starts nothing, so nothing to start has a place beside it");
            }
            return SpecFile.read(check, workspace.surroundings()).check(new Actors(workspace.root()));
        }
        ObjectNode request = file == null ? fromOptions() : fromFile();
        if (id != null) {
            request.put("id", new ActorId(id).value());
        }
        if (state != null) {
            byte[] json = Body.read(state, workspace.surroundings());
            request.putRawValue("state", new RawValue(new String(json, StandardCharsets.UTF_8).strip()));
        }
        if (!env.isEmpty()) {
            ObjectNode variables = request.withObjectProperty("env");
            env.forEach(variables::put);
        }
        if (parent != null) {
            request.put("parent", new ActorId(parent).value());
        }
        addRestartRule(request);
        if (readyMade.stdio.maelstrom.isTree(id)) {
            request = readyMade.stdio.maelstrom.tree(request, workspace.surroundings());
        }
        byte[] content = Json.bytes(request);
        ActorSpec spec = ActorSpec.parse(content);

        SpawnRequest spawn = SpawnRequest.publish(workspace, requestName(spec), content);
        boolean isTree = !spec.supervision().children().isEmpty();
        ActorId actor = spawn.await(isTree ? PATIENCE_WITH_A_TREE : PATIENCE, !noWait);
        return Result.line(actor.value(), Json.mapper().createObjectNode().put("id", actor.value()));
    }

    private void addRestartRule(ObjectNode request) {
        if (restart != null) {
            request.put("restart", restart);
        }
        if (intensity != null) {
            request.put("intensity", intensity);
        }
        if (period != null) {
            request.put("period", period);
        }
        if (backoff != null) {
            ObjectNode delays = request.putObject("backoff");
            int dots = backoff.indexOf("..");
            delays.put("first", dots < 0 ? backoff : backoff.substring(0, dots));
            if (dots >= 0) {
                delays.put("max", backoff.substring(dots + 2));
            }
        }
        if (onRestart != null) {
            request.put("onRestart", onRestart);
        }
    }

    private ObjectNode fromOptions() throws IOException {
        if (manual) {
            if (path != null || readyMade.isWanted()) {
                throw Failure.usage("a manual actor has no program, so "
                        + (path == null ? "an option for one" : Names.printable(path))
                        + " has no place here; its id goes into --id");
            }
            if (id == null) {
                throw Failure.usage("a manual actor is named after no program: give it an --id");
            }
            return Json.mapper().createObjectNode().put("manual", true);
        }
        ProgramChoice choice = choice();
        namesake = choice.name();
        ObjectNode request =
                Json.mapper().createObjectNode().put("path", choice.program().toString());
        ArrayNode list = request.putArray("args");
        choice.args().forEach(list::add);
        return request;
    }

    private ProgramChoice choice() throws IOException {
        List<String> words = new ArrayList<>(args);
        if (path != null) {
            words.add(0, path);
        }
        ProgramChoice choice = readyMade.choose(words, workspace.surroundings());
        if (choice != null) {
            return choice;
        }
        if (path == null) {
            throw Failure.usage("there is no PATH: name the program to start, or a specification with -f");
        }
        Path program = Program.find(path, workspace.surroundings().cwd(), workspace.surroundings());
        return new ProgramChoice(program, args, program.toString());
    }

    private ObjectNode fromFile() throws IOException {
        if (path != null || manual || readyMade.isWanted()) {
            throw Failure.usage("-f has the whole specification, so neither PATH nor an option for a kind of program"
                    + " has a place beside it");
        }
        return SpecFile.read(file, workspace.surroundings()).request();
    }

    private String requestName(ActorSpec spec) {
        if (spec.id() != null) {
            return spec.id().value();
        }
        String program = namesake != null ? namesake : spec.path();
        return Program.actorName(program == null ? file : program);
    }
}
