package actos.script;

import actos.protocol.Durations;
import actos.protocol.Json;
import actos.script.Options.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * One version of a script in a JavaScript world of its own: global objects, the script's functions, and the prelude that
 * stands between them and Java. Values go in and out as JSON texts. It has no access to files, network or Java, unless
 * the options say so. Used by the actor's thread; {@link #interrupt} by the watchdog's.
 */
final class World implements AutoCloseable {
    private static final String OURS = "actos:";
    private static final Duration STOPPING = Duration.ofMillis(500);
    /** Less than the 10 s that an actor usually has to get ready. */
    private static final Duration LOADING = Duration.ofSeconds(8);

    private static final String MODULE = "application/javascript+module";
    private static final Source PRELUDE = prelude();
    private static final Source EXPORTS = ours(
            "exports",
            "({handle: typeof handle === 'function' ? handle : undefined,"
                    + " init: typeof init === 'function' ? init : undefined,"
                    + " answered: typeof answered === 'function' ? answered : undefined})");

    private final String name;
    private final Context context;
    private final Value run;
    private final Value settled;
    private final Value shown;

    /**
     * Compiles the script and carries out what stands outside of its functions.
     *
     * @param name how the script is called in errors
     * @param host what the prelude calls
     * @throws ScriptError if it does not compile, fails, or has no {@code handle}
     */
    World(Engine engine, String name, String text, Options options, Host host, Watchdog watchdog) {
        this.name = name;
        context = context(engine, options);
        watchdog.begin(LOADING, this::interrupt);
        try {
            Value prelude =
                    context.eval(PRELUDE).execute(host.members(), options.liveClock(), Json.text(options.args()));
            boolean module = options.script().toString().endsWith(".mjs");
            Value script = context.eval(source(name, text, module));
            Value exports = module ? script : context.eval(EXPORTS);
            prelude.invokeMember("use", exports);
            run = prelude.getMember("run");
            settled = prelude.getMember("settled");
            shown = prelude.getMember("shown");
        } catch (PolyglotException e) {
            close();
            throw error(e, LOADING, null);
        } finally {
            watchdog.end();
        }
    }

    /**
     * Handles a message.
     *
     * @param args the function (handle or answered), state, message, and what {@code context} says of it
     * @return the new state as JSON, or null if it stays
     * @throws ScriptError if the script fails
     */
    String handle(Options options, Watchdog watchdog, Object... args) {
        watchdog.begin(options.limit(), this::interrupt);
        try {
            Value state = run.execute(args);
            if (state.isBoolean()) { // it was asynchronous, and has come as far as it can
                state = settled.execute();
            }
            return state.isNull() ? null : state.asString();
        } catch (PolyglotException e) {
            throw error(e, options.limit(), thrown(e));
        } finally {
            watchdog.end();
        }
    }

    /** Whether the source is the user's, and neither ours nor the engine's. */
    static boolean isScript(Source source) {
        return !source.isInternal() && !source.getName().startsWith("<");
    }

    @Override
    public void close() {
        context.close(true);
    }

    private void interrupt() {
        try {
            context.interrupt(STOPPING);
        } catch (TimeoutException notYet) {
            // the watchdog tries again
        }
    }

    /** What was thrown, if that is an object, but no Error, or several: of such a one the engine says nothing. Else null. */
    private String thrown(PolyglotException e) {
        Value thrown = e.getGuestObject();
        if (thrown == null || !thrown.hasMembers() || thrown.hasMember("stack") && !thrown.hasMember("errors")) {
            return null;
        }
        try {
            return shown.execute(thrown).asString();
        } catch (PolyglotException cannotBeShown) {
            return null;
        }
    }

    private ScriptError error(PolyglotException e, Duration limit, String thrown) {
        if (e.isInterrupted() || e.isCancelled()) {
            return ScriptError.of(name, e, "stopped, since it ran for longer than " + Durations.format(limit));
        }
        if (e.isHostException() && e.asHostException() instanceof UncheckedIOException io) {
            throw io;
        }
        return ScriptError.of(
                name,
                e,
                e.isResourceExhausted() ? "it needs too much memory, or goes too deep: " + e.getMessage() : thrown);
    }

    private static Context context(Engine engine, Options options) {
        boolean java = options.allowed().contains(Permission.JAVA);
        IOAccess io = IOAccess.newBuilder()
                .allowHostFileAccess(options.allowed().contains(Permission.FILES))
                .allowHostSocketAccess(options.allowed().contains(Permission.NETWORK))
                .build();
        Context.Builder builder = Context.newBuilder("js")
                .engine(engine)
                .allowHostAccess(java ? HostAccess.ALL : HostAccess.NONE)
                .allowHostClassLookup(name -> java)
                .allowIO(io)
                .option("js.esm-eval-returns-exports", "true")
                .option("js.unhandled-rejections", "throw"); // else nobody would hear of them
        Path directory = options.script().toAbsolutePath().getParent();
        if (options.allowed().contains(Permission.FILES)) {
            builder.currentWorkingDirectory(directory);
        }
        return builder.build();
    }

    private static Source source(String name, String text, boolean module) {
        return Source.newBuilder("js", text, name)
                .mimeType(module ? MODULE : "application/javascript")
                .buildLiteral();
    }

    private static Source ours(String name, String text) {
        return Source.newBuilder("js", text, OURS + name).internal(true).buildLiteral();
    }

    private static Source prelude() {
        try (InputStream in = World.class.getResourceAsStream("prelude.js")) {
            return ours("prelude", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
