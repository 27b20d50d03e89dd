package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import actos.protocol.ActorId;
import actos.protocol.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that cannot be granted lie in {@code dead/spawn} with a reason that names the field and the value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class BadRequests {
    @RegisterExtension
    final LiveRoot os;

    private final AtomicInteger cases = new AtomicInteger();

    BadRequests(Mode mode) {
        os = LiveRoot.forAllTests(mode);
    }

    @BeforeAll
    void start() throws IOException {
        os.start("--cycle", "1s").spawn("taken", "recorder"); // what is completed within two cycles is granted
        Files.writeString(os.base().resolve("plain"), "no program");
    }

    static Stream<Arguments> bad() {
        String good = Programs.actor("recorder").toString();
        return Stream.of(
                arguments("an unknown field", "{'path': '" + good + "', 'colour': 'red'}", "colour", "colour"),
                arguments("no path", "{'args': ['x']}", "path", "path"),
                arguments("a path to nothing", "{'path': '/no/such/program'}", "path", "/no/such/program"),
                arguments("a bare name that is not on PATH", "{'path': 'no-such-program'}", "path", "no-such-program"),
                arguments("a relative path", "{'path': './counter.sh'}", "path", "./counter.sh"),
                arguments("a path to a directory", "{'path': 'BASE'}", "path", "BASE"),
                arguments("a path to a file that is no program", "{'path': 'BASE/plain'}", "path", "BASE/plain"),
                arguments("a path that is a number", "{'path': 7}", "path", "7"),
                arguments("the id ..", "{'id': '..', 'path': '" + good + "'}", "id", ".."),
                arguments("the id a/b", "{'id': 'a/b', 'path': '" + good + "'}", "id", "a/b"),
                arguments("the id a::b", "{'id': 'a::b', 'path': '" + good + "'}", "id", "a::b"),
                arguments("the id 7up", "{'id': '7up', 'path': '" + good + "'}", "id", "7up"),
                arguments("the empty id", "{'id': '', 'path': '" + good + "'}", "id", "empty"),
                arguments("the id all", "{'id': 'all', 'path': '" + good + "'}", "id", "all"),
                arguments("the id x.json", "{'id': 'x.json', 'path': '" + good + "'}", "id", "x.json"),
                arguments("a taken id", "{'id': 'taken', 'path': '" + good + "'}", "id", "taken"),
                arguments("a restart rule", "{'path': 'x', 'restart': 'always'}", "restart", "one of"),
                arguments(
                        "a parent that is nowhere", "{'path': '" + good + "', 'parent': 'nobody'}", "parent", "nobody"),
                arguments("children that are a text", "{'children': 'y'}", "children", "y"),
                arguments("a strategy", "{'children': [], 'strategy': 'one_for_some'}", "strategy", "one_for_some"),
                arguments("a negative intensity", "{'path': 'x', 'intensity': -1}", "intensity", "-1"),
                arguments("args that are a text", "{'path': 'x', 'args': 'y'}", "args", "y"),
                arguments("an argument that is a number", "{'path': 'x', 'args': [1]}", "args", "1"),
                arguments("a variable that is a number", "{'path': 'x', 'env': {'N': 42}}", "env", "42"),
                arguments("a relative working directory", "{'path': 'x', 'cwd': 'tmp'}", "cwd", "tmp"),
                arguments(
                        "a working directory that is not there",
                        "{'path': '" + good + "', 'cwd': '/no/such/place'}",
                        "cwd",
                        "/no/such/place"),
                arguments("an odd ready", "{'path': 'x', 'ready': 'soon'}", "ready", "soon"),
                arguments("an odd time", "{'path': 'x', 'stopTimeout': '5 minutes'}", "stopTimeout", "5 minutes"),
                arguments("no attempt at all", "{'path': 'x', 'maxAttempts': 0}", "maxAttempts", "0"),
                arguments("a manual actor with a path", "{'manual': true, 'path': 'x'}", "path", "manual"),
                arguments("manual as a text", "{'manual': 'yes'}", "manual", "yes"),
                arguments("a list", "['" + good + "']", null, good),
                arguments("no JSON", "{'path': '" + good + "', }", null, "JSON"),
                arguments("half a request", "{'path': ", null, "JSON"),
                arguments("an empty file", "", null, "JSON"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("actos.dist.BadRequests#bad")
    void bad(String what, String request, String field, String value) throws IOException {
        String name = "bad" + cases.incrementAndGet();
        String json = request.replace('\'', '"').replace("BASE", os.base().toString());
        os.request(name, json);
        Why why = os.awaitRefused(name);
        assertEquals("refused", why.reason());
        assertEquals(field, why.field());
        String wanted = value.replace("BASE", os.base().toString());
        assertTrue(why.detail().contains(wanted), () -> "\"" + why.detail() + "\" does not name " + wanted);
        assertEquals(name + ".json", why.originalName());
        Path request0 = os.root
                .deadSpawn()
                .resolve(
                        LiveRoot.names(os.root.deadSpawn(), name + "@.*\\.json").get(0));
        assertEquals(json, Files.readString(request0), "the request is kept as it was");
        assertFalse(Files.exists(os.root.spawn().resolve(name + ".json")));
        os.eventually(
                "the refusal is in the journal",
                () -> os.journal("refused").stream()
                        .anyMatch(e -> String.valueOf(e.text("request")).startsWith(name)));
        assertTrue(os.remainsOf(name).isEmpty());
    }

    @Test
    void an_id_of_65_characters_is_refused_and_one_of_64_is_not() {
        String id = "x".repeat(64);
        os.request("long", LiveRoot.spec("\"id\": \"" + id + "y\", ", "recorder"));
        os.request("fits", LiveRoot.spec("\"id\": \"" + id + "\", ", "recorder"));
        Why why = os.awaitRefused("long");
        assertEquals("id", why.field());
        assertTrue(why.detail().contains("64"), why::detail);
        os.send(id, "1");
        os.awaitGot(id, "1");
    }

    @Test
    void a_symbolic_link_is_not_followed() throws IOException {
        Path target = Files.writeString(os.base().resolve("request.json"), LiveRoot.spec("", "recorder"));
        Files.createSymbolicLink(os.root.spawn().resolve("link.json"), target);
        os.signal();
        os.awaitRefused("link");
        assertTrue(Files.isRegularFile(target));
        assertFalse(Files.exists(os.home("link").dir()));
    }

    @Test
    void a_FIFO_is_not_opened() {
        os.bash("mkfifo spawn/fifo.json; kill -USR1 $(cat .pid)");
        os.awaitRefused("fifo");
        stillServes("afterfifo");
    }

    @Test
    void a_directory_is_no_request() {
        os.bash("mkdir spawn/.f; touch spawn/.f/x; mv spawn/.f spawn/folder.json; kill -USR1 $(cat .pid)");
        os.awaitRefused("folder");
        stillServes("afterfolder");
    }

    @Test
    void a_name_that_is_no_id_is_no_reason_to_refuse() {
        os.request("7 up", LiveRoot.spec("\"env\": {\"MARK\": \"seven\"}, ", "recorder"));
        os.eventually(
                "it runs under some id",
                () -> os.journal("accepted").stream()
                        .anyMatch(e -> String.valueOf(e.text("request")).startsWith("7 up")
                                && ActorId.isValid(e.text("actor"))));
    }

    @Test
    void a_name_with_a_newline_and_bytes_that_are_no_text_is_dealt_with() throws IOException {
        os.with("SPEC", "{\"path\": 7}").bash("""
                printf '%s' "$SPEC" > .odd
                cp .odd spawn/.a; mv spawn/.a "spawn/$(printf 'odd\\nname').json"
                cp .odd spawn/.a; mv spawn/.a "spawn/$(printf 'odd\\377name').json"
                rm .odd
                kill -USR1 $(cat .pid)
                """);
        os.eventually(
                "spawn/ is empty", () -> os.bash("ls -A spawn | wc -l").line().equals("0"));
        os.bash("[ \"$(cat dead/spawn/*.why | grep -c '\"originalName\":\"odd')\" = 2 ]");
        stillServes("afterodd");
    }

    @Test
    void a_request_of_another_user_is_refused() throws IOException {
        assumeTrue(OtherUser.canBecome(), "needs root to write a file as another user");
        Path hidden = Files.writeString(os.root.spawn().resolve(".foreign"), LiveRoot.spec("", "recorder"));
        Files.setAttribute(hidden, "unix:uid", OtherUser.UID, LinkOption.NOFOLLOW_LINKS);
        Files.move(hidden, os.root.spawn().resolve("foreign.json"));
        os.signal();
        Why why = os.awaitRefused("foreign");
        assertTrue(
                why.detail().contains(Integer.toString(OtherUser.UID))
                        || why.detail().contains("nobody"),
                why::detail);
        assertFalse(Files.exists(os.home("foreign").dir()));
    }

    @Test
    void a_request_that_is_completed_later_is_granted() {
        String json = LiveRoot.spec("", "recorder");
        os.with("HALF", json.substring(0, 10)).with("REST", json.substring(10));
        os.bash("exec 3>spawn/slow.json; printf %s \"$HALF\" >&3; kill -USR1 $(cat .pid); sleep 0.02; "
                + "printf %s \"$REST\" >&3; exec 3>&-; kill -USR1 $(cat .pid)");
        os.send("slow", "1");
        os.awaitGot("slow", "1");
    }

    private void stillServes(String id) {
        os.spawn(id, "recorder");
        os.send(id, "1");
        os.awaitGot(id, "1");
    }
}
