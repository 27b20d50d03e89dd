package actos.script;

import actos.actor.Actor;
import actos.actor.Answer;
import actos.actor.Context;
import actos.protocol.ActorHome;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.graalvm.polyglot.Engine;

/**
 * An actor whose behaviour is a script. Before each message it looks whether the script has changed; a version that
 * does not compile is refused, and the one before it stays in force. Everything else is the SDK's.
 */
final class ScriptActor implements Actor<JsonNode> {
    private final Engine engine = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private final ScriptFile file;
    private final Options options;
    private final Watchdog watchdog;
    private final Host host;
    private World world;

    /**
     * Compiles the script, so that one that does not compile is not started at all.
     *
     * @param runner the program that plays scripts, for those that this one starts
     * @throws ScriptError if no version can be used
     */
    ScriptActor(ActorHome home, Options options, Path runner) throws IOException {
        this.options = options;
        this.watchdog = new Watchdog();
        this.host = new Host(new MessageClock(home.dir().resolve(".clock")), options, runner);
        this.file = new ScriptFile(home);
        file.place(options);
        file.hasChanged();
        begin();
    }

    @Override
    public void receive(JsonNode message, Context<JsonNode> context) throws IOException {
        handle("handle", Json.text(message), null, null, context);
    }

    @Override
    public void answered(Answer answer, Context<JsonNode> context) throws IOException {
        String body = answer.body() == null ? "null" : Json.text(answer.body());
        handle("answered", body, Json.text(answer.kept()), answer.error(), context);
    }

    private void handle(String what, String message, String kept, String error, Context<JsonNode> context)
            throws IOException {
        if (file.hasChanged()) {
            follow(context);
        }
        host.begin(context);
        String state = world.handle(
                options,
                watchdog,
                what,
                Json.text(context.state()),
                message,
                context.id().value(),
                context.from() == null ? null : context.from().value(),
                Json.text(context.asker()),
                context.envelope().id(),
                kept,
                error);
        if (state != null) {
            context.setState(Json.parse(Sizes.checked(state).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void begin() throws IOException {
        try {
            use(file.read());
        } catch (ScriptError e) {
            String before = file.lastInForce();
            if (before == null) {
                throw e;
            }
            world = world(before);
            refuse(e);
        }
    }

    private void follow(Context<JsonNode> context) throws IOException {
        try {
            World old = world;
            use(file.read());
            old.close();
            context.log(file.name() + " has changed: the new version is in force");
        } catch (ScriptError e) {
            refuse(e);
        }
    }

    private void use(String text) throws IOException {
        world = world(text);
        file.accept(text);
    }

    private World world(String text) {
        return new World(engine, file.name(), text, options, host, watchdog);
    }

    private void refuse(ScriptError e) throws IOException {
        System.out.println(e.getMessage() + "\nthe version before stays in force");
        file.refuse(e);
    }
}
