package actos.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.actor.ActorProbe;
import actos.actor.Outcome;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Seed;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script can do and what becomes of what it does wrong, without a supervisor. */
@Timeout(120)
class ScriptActorTest {
    private static final Path RUNNER = Path.of("/opt/actos/actors/script");

    @TempDir
    Path dir;

    private ActorHome home;
    private Path script;

    @BeforeEach
    void make_a_directory() throws IOException {
        home = new ActorHome(Files.createDirectories(dir.resolve("running/a")));
        script = dir.resolve("a.js");
    }

    @Test
    void what_handle_returns_is_the_new_state_and_nothing_leaves_it() throws Exception {
        ActorProbe<JsonNode> actor = actor("""
                function init() { return {n: 0}; }
                function handle(state, message) { if (message) return {n: state.n + message}; }
                """);
        actor.tell(5);
        assertEquals("{\"n\":5}", state(actor));
        actor.tell(0);
        assertEquals("{\"n\":5}", state(actor));
    }

    @Test
    void what_init_returns_stays_also_if_handle_returns_nothing() throws Exception {
        ActorProbe<JsonNode> actor = actor("function init() { return [1]; } const handle = () => {};");
        actor.tell(5);
        assertEquals("[1]", state(actor));
    }

    @Test
    void the_context_does_what_the_SDK_does() throws Exception {
        ActorProbe<JsonNode> actor = actor("""
                function handle(state, message, context) {
                  context.reply({to: context.from, by: context.id, number: context.number, args: context.args});
                  context.send("bob", [1, null]);
                  context.sendLater("bob", "later", "5s");
                  context.sendLater("bob", "sooner", 250);
                  context.watch("carol");
                  context.log("seen", {a: 1}, undefined);
                  context.stop();
                  return {child: context.spawn("/bin/true", {args: ["x"], restart: "permanent"}),
                          other: context.spawn("true"), named: context.spawn("true", {id: "ann"})};
                }
                """, "--limit=10s", "SCRIPT", "-x", "y");
        Outcome outcome = actor.receiveFrom("ann", "hello");
        assertEquals(
                "{\"to\":\"ann\",\"by\":\"subject\",\"number\":1,\"args\":[\"-x\",\"y\"]}",
                outcome.reply().toString());
        assertEquals(
                List.of("[1,null] PT0S", "\"later\" PT5S", "\"sooner\" PT0.25S", "{\"watch\":\"carol\"} PT0S"),
                outcome.sends().stream().map(s -> s.body() + " " + s.delay()).toList());
        assertEquals(List.of("[1] seen {\"a\":1} undefined"), outcome.log());
        assertTrue(outcome.stopped());
        String seed = Seed.of(new ActorId("subject"), new ActorId("ann"), new MessageName("m1"), Instant.EPOCH)
                .value()
                .substring(3);
        assertEquals(
                "{\"child\":\"true-" + seed + "-0006\",\"other\":\"true-" + seed + "-0007\",\"named\":\"ann\"}",
                state(actor));
        assertEquals("permanent", outcome.spawns().get(0).restart().toString());
        assertEquals(List.of("x"), outcome.spawns().get(0).args());
    }

    @Test
    void what_it_changes_in_place_is_the_new_state_unless_it_returns_another() throws Exception {
        ActorProbe<JsonNode> actor = actor("""
                const handle = async (state, message) => {
                  (state.seen ??= []).push(message);
                  if (message === 3) return {};
                };
                """);
        actor.tell(1);
        actor.tell(2);
        assertEquals("{\"seen\":[1,2]}", state(actor));
        actor.tell(3);
        assertEquals("{}", state(actor));
        ActorProbe<JsonNode> bad = actor("const handle = (state) => { state.n = NaN; };");
        assertTrue(
                assertThrows(ScriptError.class, () -> bad.tell(1)).getMessage().contains("the state.n is NaN"));
    }

    @Test
    void puts_a_message_back_and_asks_for_it_again() throws Exception {
        ActorProbe<JsonNode> actor = actor("""
                function handle(state, message, context) {
                  if (message === "open") context.unstash();
                  else context.stash();
                }
                """);
        assertTrue(actor.tell("early").stashed());
        Outcome open = actor.tell("open");
        assertFalse(open.stashed());
        assertEquals(
                "supervisor {\"unstash\":true}",
                open.sends().get(0).to() + " " + open.sends().get(0).body());
    }

    @Test
    void answers_later_and_forwards() throws Exception {
        ActorProbe<JsonNode> actor = actor("""
                function handle(state, message, context) {
                  if (message === "keep") return {asker: context.asker};
                  if (message === "answer") return void context.answer(state.asker, "at last");
                  context.forward("bob");
                  context.forward("bob", "another");
                }
                """);
        actor.receiveFrom("ann", "keep");
        assertTrue(state(actor).contains("\"from\":\"ann\""), state(actor));
        Outcome.Sent late = actor.receiveFrom("carol", "answer").sends().get(0);
        assertEquals("ann \"at last\"", late.to() + " " + late.body());
        assertEquals(
                List.of("\"please\"", "\"another\""),
                actor.receiveFrom("ann", "please").sends().stream()
                        .map(sent -> sent.body().toString())
                        .toList());
        actor.tell("keep");
        assertEquals("{\"asker\":null}", state(actor));
        assertEquals(1, actor.tell("answer").log().size());
    }

    @Test
    void starts_other_scripts_which_lie_beside_it() throws Exception {
        ActorProbe<JsonNode> actor =
                actor("const handle = (state, m, context) => context.spawn('sub/worker.js', {args: ['fast']});");
        Outcome outcome = actor.tell(1);
        assertTrue(state(actor).matches("\"worker-[0-9a-z]{8}-0001\""), state(actor));
        assertEquals(RUNNER.toString(), outcome.spawns().get(0).path());
        assertEquals(
                List.of(dir.resolve("sub/worker.js").toString(), "fast"),
                outcome.spawns().get(0).args());
    }

    @Test
    void asks_and_goes_on_with_what_it_kept() throws Exception {
        ActorProbe<JsonNode> actor = actor("""
                function handle(state, order, context) {
                  context.ask("prices", {item: order.item}, {keep: {count: order.count}, within: "5s"});
                }
                function answered(state, price, context) {
                  if (context.error) return void context.reply({sorry: context.error, price});
                  context.reply({total: price * context.kept.count});
                }
                """);
        Outcome asked = actor.ask(java.util.Map.of("item", "tea", "count", 3));
        assertEquals("{\"item\":\"tea\"}", asked.asks().get(0).body().toString());
        assertEquals(
                "{\"total\":21}", actor.answer(asked.asks().get(0), 7).reply().toString());
        assertEquals(
                "{\"sorry\":\"prices has not answered within 5s\",\"price\":null}",
                actor.letTimePass(asked.asks().get(0)).reply().toString());
    }

    @Test
    void time_and_chance_are_the_same_when_a_message_is_handled_again() throws Exception {
        String text = "const handle = () => [Date.now(), new Date().getTime(), Math.random(), Math.random()];";
        ActorProbe<JsonNode> first = actor(text);
        long before = System.currentTimeMillis();
        first.tell(1);
        long time = first.state().get(0).longValue();
        assertTrue(time >= before && time <= System.currentTimeMillis());
        assertEquals(time, first.state().get(1).longValue());
        assertFalse(first.state().get(2).equals(first.state().get(3)));
        ActorProbe<JsonNode> again = actor(text);
        again.tell(1);
        assertEquals(first.state(), again.state());
        again.tell(1);
        assertFalse(again.state().get(2).equals(first.state().get(2)));
    }

    @Test
    void the_machines_own_time_and_chance_are_there_for_who_wants_them() throws Exception {
        String text = "const handle = () => [Math.random()];";
        ActorProbe<JsonNode> first = actor(text, "--live-clock", "SCRIPT");
        first.tell(1);
        ActorProbe<JsonNode> again = actor(text, "--live-clock", "SCRIPT");
        again.tell(1);
        assertFalse(first.state().equals(again.state()));
    }

    @Test
    void dates_are_dates_as_ever() throws Exception {
        ActorProbe<JsonNode> actor = actor("""
                const handle = () => {
                  class Day extends Date { get year() { return this.getUTCFullYear(); } }
                  return [new Date(0).toISOString(), new Date(2026, 1, 3) instanceof Date, new Day(0).year,
                    typeof Date(), Date.UTC(1970, 0, 1), new Date(0).constructor === Date, Date.length, Date.name];
                };
                """);
        actor.tell(1);
        assertEquals("[\"1970-01-01T00:00:00.000Z\",true,1970,\"string\",0,true,7,\"Date\"]", state(actor));
    }

    @Test
    void an_edited_script_is_in_force_from_the_next_message_on_and_keeps_the_state() throws Exception {
        ActorProbe<JsonNode> actor = actor("const handle = (state, m) => ({n: (state.n ?? 0) + m});");
        actor.tell(5);
        Files.writeString(script, "const handle = (state, m) => ({n: (state.n ?? 0) - m});");
        actor.tell(3);
        assertEquals("{\"n\":2}", state(actor));
        Files.delete(home.dir().resolve("script.js"));
        Files.writeString(home.dir().resolve("script.js"), "const handle = () => 'its own';");
        actor.tell(3);
        assertEquals("\"its own\"", state(actor));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "function handle(state) {\\n  return state +;\\n} | a.js:2:17: SyntaxError: Expected an operand but found ;",
                "const other = 1; | a.js: TypeError: it defines no function handle(state, message, context)",
                "const handle = 1; | a.js: TypeError: it defines no function handle",
                "\\nnope(); const handle = () => 1; | a.js:2:1: ReferenceError: nope is not defined",
            })
    void a_version_that_does_not_work_is_refused_and_the_one_before_stays(String text, String notice) throws Exception {
        ActorProbe<JsonNode> actor = actor("const handle = () => 'before';");
        Files.writeString(script, text.replace("\\n", "\n"));
        actor.tell(1);
        assertEquals("\"before\"", state(actor));
        String told = Files.readString(home.notice());
        assertTrue(told.startsWith("not in force: ") && told.contains(notice), told);
        actor = new ActorProbe<>(new ScriptActor(home, options("SCRIPT"), RUNNER)); // also when it is started again
        actor.tell(1);
        assertEquals("\"before\"", state(actor));
        Files.writeString(script, "const handle = () => 'after';");
        actor.tell(1);
        assertEquals("\"after\"", state(actor));
        assertFalse(Files.exists(home.notice()));
    }

    @Test
    void a_script_that_does_not_work_at_the_start_is_refused() throws IOException {
        assertEquals("a.js is missing", refusal());
        Files.writeString(script, "function handle( {");
        assertTrue(refusal().contains("a.js:1:"), this::refusal);
        Files.write(script, new byte[] {(byte) 0xff});
        assertEquals("a.js is no text in UTF-8", refusal());
        Files.writeString(script, "");
        assertTrue(refusal().contains("defines no function handle"), this::refusal);
    }

    @Test
    void a_script_that_never_comes_to_its_end_is_refused_before_it_would_be_taken_for_not_ready() throws IOException {
        Files.writeString(script, "for (;;) ;");
        assertEquals(
                "a.js:1:1: stopped, since it ran for longer than 8s",
                refusal().lines().findFirst().orElse(""));
    }

    @Test
    void a_script_that_vanishes_stays_in_force() throws Exception {
        ActorProbe<JsonNode> actor = actor("const handle = () => 'before';");
        Files.delete(script);
        actor.tell(1);
        assertEquals("\"before\"", state(actor));
        assertEquals("not in force: a.js is missing\n", Files.readString(home.notice()));
    }

    @Test
    void a_copy_does_not_follow_the_script() throws Exception {
        ActorProbe<JsonNode> actor = actor("const handle = () => 'its own';", "--copy", "SCRIPT");
        Files.writeString(script, "const handle = () => 'the other';");
        actor.tell(1);
        assertEquals("\"its own\"", state(actor));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null.x | a.js:2:8: TypeError: Cannot read property 'x' of null",
                "(() => { throw 'a text'; })() | a.js:2:17: a text",
                "(() => { throw {code: 5}; })() | a.js:2:17: {\"code\":5}",
                "(() => { throw null; })() | a.js:2:17: null",
                "() => 1 | a.js: TypeError: the new state is a function, which JSON does not have",
                "NaN | a.js: TypeError: the new state is NaN, which JSON does not have",
                "({a: [1, {b: -1/0}]}) | a.js: TypeError: the new state.a[1].b is -Infinity, which JSON does not have",
                "({m: new Map()}) | a.js: TypeError: the new state.m is a Map, which JSON does not have",
                "[undefined] | a.js: TypeError: the new state[0] is undefined, which JSON does not have",
                "10n | TypeError",
                "Symbol() | the new state is a symbol",
                "((a) => (a.a = a))({}) | TypeError: Converting circular structure to JSON",
                "'x'.repeat(17e6) | it has 17000002 characters, but 16 MiB are the most",
                "new Promise(() => {}) | it awaits what never comes",
                "Promise.reject(new RangeError('no')) | a.js:2:23: RangeError: no",
                "context.send('../x', 1) | Error: id \"../x\" must be made of a-z",
                "context.send('x', undefined) | TypeError: the message is undefined",
                "context.send(5, 1) | TypeError: the receiver is a number, not a text",
                "context.sendLater('x', 1, 'soon') | Error: delay \"soon\" is no duration",
                "context.reply('x'.repeat(17e6)) | Error: it has 17000002 characters, but 16 MiB are the most",
                "context.spawn('x', {colour: 1}) | Error: unknown field \"colour\"",
                "((f) => f(f))((f) => f(f) + 1) | RangeError: Maximum call stack size exceeded",
                "Java.type('java.lang.System') | Access to host class java.lang.System is not allowed",
                "load('/etc/passwd') | a.js:2:8: ",
                "import('/etc/passwd') | Error",
            })
    void what_goes_wrong_is_told_with_its_place_and_has_no_effect(String expression, String said) throws Exception {
        ActorProbe<JsonNode> actor = actor("function handle(state, message, context) {\nreturn " + expression + ";\n}");
        Exception e = assertThrows(Exception.class, () -> actor.tell(1));
        assertTrue(e.getMessage().contains(said), e::getMessage);
        assertEquals("{}", state(actor));
    }

    @Test
    void the_way_to_an_error_is_told() throws Exception {
        ActorProbe<JsonNode> actor = actor("""
                function handle(state) {
                  return inner(state);
                }
                function inner(state) {
                  return state.x.y;
                }
                """);
        ScriptError e = assertThrows(ScriptError.class, () -> actor.tell(1));
        assertEquals(
                "a.js:5:10: TypeError: Cannot read property 'y' of undefined\n"
                        + "    at inner (a.js:5:10)\n    at handle (a.js:2:10)",
                e.getMessage());
    }

    @Test
    void what_is_asynchronous_counts_if_it_comes_to_an_end() throws Exception {
        ActorProbe<JsonNode> actor =
                actor("const handle = async (state, m) => { const n = await m; await null; return {n}; };");
        actor.tell(5);
        assertEquals("{\"n\":5}", state(actor));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lost() | a.js:2:3: TypeError: Cannot read property 'x' of null",
                "Promise.resolve().then(() => { throw new TypeError('late'); }) | a.js:4:85: TypeError: late",
                "Promise.reject({code: 5}) | Unhandled promise rejection: {code: 5}",
                "Promise.reject('one'), Promise.reject('two') | Unhandled promise rejection: one",
            })
    void a_promise_that_nobody_awaits_and_that_is_rejected_is_the_failure_of_its_message(String late, String said)
            throws Exception {
        ActorProbe<JsonNode> actor = actor("async function lost() {\n  null.x;\n}\n"
                + "function handle(state, message) { if (message) " + late + "; return 7; }");
        ScriptError e = assertThrows(ScriptError.class, () -> actor.tell(1));
        assertTrue(e.getMessage().contains(said), e::getMessage);
        assertEquals("{}", state(actor));
        actor.tell(0);
        assertEquals("7", state(actor));
    }

    @Test
    void a_rejection_that_is_caught_before_the_message_is_done_is_none() throws Exception {
        ActorProbe<JsonNode> actor = actor("function handle(state, m) { const p = Promise.reject(m);"
                + " Promise.resolve().then(() => p.catch(() => {})); return 7; }");
        actor.tell(5);
        assertEquals("7", state(actor));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (;;) ;",
                "try { for (;;) ; } catch (e) { return 1; }",
                "try { for (;;) ; } finally { for (let i = 0; i < 1e12; i++) ; }",
                "for (const a = [];;) a.length = 0;",
            })
    void a_handler_that_runs_for_too_long_is_stopped(String text) throws Exception {
        ActorProbe<JsonNode> actor = actor(
                "function handle(state, message) { if (message) { " + text + " } return 7; }",
                "--limit=300ms",
                "SCRIPT");
        long start = System.nanoTime();
        ScriptError e = assertThrows(ScriptError.class, () -> actor.tell(1));
        assertTrue(e.getMessage().contains("stopped, since it ran for longer than 300ms"), e::getMessage);
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(300).toNanos());
        actor.tell(0);
        assertEquals("7", state(actor));
    }

    @Test
    void files_are_there_for_who_is_allowed_them() throws Exception {
        Files.writeString(dir.resolve("lib.mjs"), "export const twice = (n) => 2 * n;");
        script = dir.resolve("a.mjs");
        String text = "import {twice} from './lib.mjs'; export const handle = (state, m) => twice(m);";
        assertThrows(ScriptError.class, () -> actor(text));
        ActorProbe<JsonNode> actor = actor(text, "--allow=files", "SCRIPT");
        actor.tell(4);
        assertEquals("8", state(actor));
    }

    @Test
    void java_is_there_for_who_is_allowed_it() throws Exception {
        ActorProbe<JsonNode> actor =
                actor("const handle = () => Java.type('java.lang.Long').parseLong('5');", "--allow=java", "SCRIPT");
        actor.tell(1);
        assertEquals("5", state(actor));
    }

    @Test
    void options_that_make_no_sense_are_refused() {
        for (String option : List.of("--colour", "--allow=everything", "--limit=soon", "--limit")) {
            RuntimeException e = assertThrows(RuntimeException.class, () -> options(option, "SCRIPT"));
            assertTrue(e.getMessage().contains(option.replaceAll(".*=", "")), e::getMessage);
        }
        assertThrows(IllegalArgumentException.class, () -> options("--copy"));
    }

    private ActorProbe<JsonNode> actor(String text, String... options) throws IOException {
        Files.writeString(script, text);
        return new ActorProbe<>(
                new ScriptActor(home, options(options.length == 0 ? new String[] {"SCRIPT"} : options), RUNNER));
    }

    private Options options(String... words) {
        List<String> args = new ArrayList<>();
        for (String word : words) {
            args.add(word.equals("SCRIPT") ? script.toString() : word);
        }
        return Options.parse(args);
    }

    private String refusal() {
        return assertThrows(ScriptError.class, () -> new ScriptActor(home, options("SCRIPT"), RUNNER))
                .getMessage();
    }

    private static String state(ActorProbe<JsonNode> actor) {
        return new String(Json.bytes(actor.state()), StandardCharsets.UTF_8).strip();
    }
}
