package actos.script;

import actos.actor.Context;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Asker;
import actos.protocol.Durations;
import actos.protocol.Json;
import actos.protocol.Refused;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * What {@code context} does in a script, in terms of the SDK's context. Each wish comes as texts; what is wrong with one
 * goes back as a sentence, so that the script sees an error of its own language. Used by the actor's thread.
 */
final class Host {
    private final MessageClock clock;
    private final Options options;
    private final Path runner;
    private Context<JsonNode> context;

    /** A wish, which may be refused. */
    private interface Wish {
        Object come(Value... args);
    }

    /** @param runner the program that plays scripts: this one */
    Host(MessageClock clock, Options options, Path runner) {
        this.clock = clock;
        this.options = options;
        this.runner = runner;
    }

    /** The message of this context is handled from now on. */
    void begin(Context<JsonNode> next) {
        context = next;
        clock.begin(next.envelope().id(), next.random());
    }

    /** What the prelude sees of this. */
    ProxyObject members() {
        return ProxyObject.fromMap(Map.ofEntries(
                Map.entry("now", (ProxyExecutable) args -> clock.now()),
                Map.entry("random", (ProxyExecutable) args -> clock.random()),
                Map.entry("print", (ProxyExecutable) args -> print(args[0].asString())),
                Map.entry("reply", wish(args -> reply(args[0]))),
                Map.entry("answer", wish(args -> answer(args[0], args[1]))),
                Map.entry("forward", wish(args -> forward(args))),
                Map.entry("send", wish(args -> send(args))),
                Map.entry("ask", wish(args -> ask(args))),
                Map.entry("spawn", wish(args -> spawn(args[0].asString()))),
                Map.entry("watch", wish(args -> watch(args[0].asString()))),
                Map.entry("stash", wish(args -> stash())),
                Map.entry("unstash", wish(args -> unstash())),
                Map.entry("stop", wish(args -> stop())),
                Map.entry("log", wish(args -> log(args[0].asString())))));
    }

    /** Calls it; what is wrong is told as an object with a sentence, which no wish comes to otherwise. */
    private ProxyExecutable wish(Wish wish) {
        return args -> {
            try {
                if (context == null) {
                    throw new IllegalArgumentException("there is no message yet");
                }
                return wish.come(args);
            } catch (Refused | IllegalArgumentException e) {
                return ProxyObject.fromMap(Map.of("wrong", e.getMessage()));
            }
        };
    }

    private static Object print(String line) {
        System.out.println(line);
        return true;
    }

    private Object reply(Value body) {
        context.reply(json(body));
        return true;
    }

    private Object answer(Value asker, Value body) {
        context.answer(asker(asker.asString()), json(body));
        return true;
    }

    private static Asker asker(String json) {
        try {
            return Json.mapper().readValue(json, Asker.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the asker is none that context.asker was: " + json, e);
        }
    }

    private Object forward(Value... args) {
        if (args.length == 1) {
            context.forward(args[0].asString());
        } else {
            context.forward(args[0].asString(), json(args[1]));
        }
        return true;
    }

    private Object send(Value... args) {
        context.sendLater(new ActorId(args[0].asString()), json(args[1]), Durations.parse("delay", args[2].asString()));
        return true;
    }

    private Object ask(Value... args) {
        context.ask(
                new ActorId(args[0].asString()),
                json(args[1]),
                Json.parse(args[2].asString().getBytes(StandardCharsets.UTF_8)),
                Durations.parse("within", args[3].asString()));
        return true;
    }

    private Object watch(String other) {
        context.watch(other);
        return true;
    }

    private Object stash() {
        context.stash();
        return true;
    }

    private Object unstash() {
        context.unstash();
        return true;
    }

    private Object stop() {
        context.stop();
        return true;
    }

    private Object log(String line) {
        context.log(line);
        return true;
    }

    /** A path that ends in .js is a script for another actor like this one; what is relative starts from this script. */
    private Object spawn(String json) {
        ObjectNode spec = (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8));
        String path = spec.path("path").asText();
        if (path.contains("/") || isScript(path)) {
            path = beside(path);
            spec.put("path", path);
        }
        if (spec.path("cwd").isTextual()) {
            spec.put("cwd", beside(spec.path("cwd").asText()));
        }
        if (isScript(path)) {
            ArrayNode args = Json.mapper().createArrayNode().add(path);
            spec.path("args").forEach(args::add);
            spec.set("args", args);
            spec.put("path", runner.toString());
        }
        return context.spawn(ActorSpec.parse(Json.bytes(spec)), path).value();
    }

    private String beside(String path) {
        return options.script()
                .toAbsolutePath()
                .resolveSibling(path)
                .normalize()
                .toString();
    }

    private static boolean isScript(String path) {
        return path.endsWith(".js") || path.endsWith(".mjs");
    }

    /** JSON as it is, not read and written again. */
    private static Object json(Value text) {
        return new RawValue(Sizes.checked(text.asString()));
    }
}
