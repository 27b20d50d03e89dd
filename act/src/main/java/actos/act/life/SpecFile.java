package actos.act.life;

import actos.act.call.Program;
import actos.act.call.Source;
import actos.act.call.Surroundings;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A specification in a file, of an actor or of a tree. Relative paths in it start from its directory; as a request they are
 * absolute, and each program is known to be there.
 */
final class SpecFile {
    private final String shown;
    private final ObjectNode request;

    private SpecFile(String shown, ObjectNode request) {
        this.shown = shown;
        this.request = request;
    }

    /**
     * Reads it; {@code -} is stdin.
     *
     * @throws Failure if there is no such file, or a program in it cannot be started
     */
    static SpecFile read(String file, Surroundings surroundings) throws IOException {
        Source source = Source.named(file, surroundings);
        byte[] content = source.read();
        String shown = source.shown();
        try {
            if (!(Json.parse(content) instanceof ObjectNode request)) {
                throw Failure.failed(shown + " is no specification: it is JSON, but no object");
            }
            resolve(request, source.directory(), surroundings);
            return new SpecFile(shown, request);
        } catch (Refused e) {
            throw Failure.failed(shown + " is " + e.getMessage());
        }
    }

    private static void resolve(ObjectNode request, Path base, Surroundings surroundings) throws IOException {
        String program = Disk.text(request, "path");
        if (program != null) {
            request.put("path", Program.find(program, base, surroundings).toString());
        }
        String cwd = Disk.text(request, "cwd");
        if (cwd != null && !cwd.startsWith("/")) {
            request.put("cwd", base.resolve(cwd).normalize().toString());
        }
        for (JsonNode child : request.path("children")) {
            if (child instanceof ObjectNode node) {
                resolve(node, base, surroundings);
            }
        }
    }

    /** What is to be written into {@code spawn/}. */
    ObjectNode request() {
        return request;
    }

    /**
     * Says whether it would be accepted now, as far as can be known without asking for it.
     *
     * @param living the actors of the root
     * @throws Failure if it would not
     */
    Result check(Actors living) throws IOException {
        ActorSpec spec;
        try {
            spec = ActorSpec.parse(Json.bytes(request));
        } catch (Refused e) {
            throw Failure.failed(shown + ": " + e.getMessage());
        }
        List<ActorSpec> all = new ArrayList<>();
        collect(spec, all);
        for (ActorSpec each : all) {
            if (each.id() != null && living.isLiving(each.id())) {
                throw Failure.failed(shown + ": id \"" + each.id() + "\" is taken: an actor of that name is running");
            }
        }
        ActorId parent = spec.supervision().parent();
        if (parent != null && !living.isLiving(parent)) {
            throw Failure.failed(shown + ": parent \"" + parent + "\" can have no children: there is no such actor");
        }
        long groups = all.stream().filter(ActorSpec::isGroup).count();
        long actors = all.size() - groups;
        return Result.line(
                shown + " is right: " + Text.count(actors, "actor")
                        + (groups == 0 ? "" : " in " + Text.count(groups, "group")),
                Json.mapper().createObjectNode().put("actors", actors).put("groups", groups));
    }

    private static void collect(ActorSpec spec, List<ActorSpec> all) {
        all.add(spec);
        spec.supervision().children().forEach(child -> collect(child, all));
    }
}
