package actos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * How an actor is to be started: a request in {@code spawn/}, and {@code spec.json} once it was accepted. Every field
 * is checked when it is read; whether the program can be started is not known here.
 *
 * @param id the wanted id, or null to be named after the request
 * @param path the executable, absolute or a bare name to be found on PATH; null for a manual actor and for a group
 * @param args what follows the five arguments that every actor gets
 * @param state the first {@code state.json}, as JSON text
 * @param env additions to the environment
 * @param cwd its working directory, or null for its own
 * @param readyByFile whether it says that it is ready by making the file {@code ready}, not by catching USR1
 * @param readyTimeout how long it may take to get ready, not counting what it has waited for a processor
 * @param manual whether it has no process: a person or a tool plays it
 * @param restart when it is started again after it has ended
 * @param intensity more restarts than this within {@code period}, and it is given up
 * @param period see {@code intensity}; also how long it must live for {@code backoff} to begin anew
 * @param backoff how long to wait before the second, third and later restarts
 * @param onRestart what state it starts with again
 * @param stopTimeout the time between TERM and KILL; for a group what its children have in all, {@link Supervision#FOREVER}
 *     for as long as it takes
 * @param handleTimeout a message that is current for longer is shown as stalled
 * @param maxAttempts a message that ended its actor this often is poison
 * @param owner the process for which it is there: it is stopped when that has ended; or null
 * @param supervision its place in the tree, and what it is to its children
 */
public record ActorSpec(
        ActorId id,
        String path,
        List<String> args,
        String state,
        Map<String, String> env,
        String cwd,
        boolean readyByFile,
        Duration readyTimeout,
        boolean manual,
        Restart restart,
        int intensity,
        Duration period,
        Backoff backoff,
        OnRestart onRestart,
        Duration stopTimeout,
        Duration handleTimeout,
        int maxAttempts,
        ProcessIdentity owner,
        Supervision supervision) {
    private static final String INFINITY = "infinity";
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "id",
            "path",
            "args",
            "state",
            "env",
            "cwd",
            "ready",
            "readyTimeout",
            "manual",
            "restart",
            "intensity",
            "period",
            "backoff",
            "onRestart",
            "stopTimeout",
            "handleTimeout",
            "maxAttempts",
            "owner",
            "parent",
            "strategy",
            "order",
            "children",
            "significant",
            "autoShutdown",
            "watch"));
    /** What is about a process, which a group has not. */
    private static final Set<String> OF_A_PROCESS = new TreeSet<>(Set.of(
            "args",
            "state",
            "env",
            "cwd",
            "ready",
            "readyTimeout",
            "onRestart",
            "handleTimeout",
            "maxAttempts",
            "watch"));

    /**
     * How long to wait before an actor is started again: the first restart is made at once, the second waits
     * {@code first}, each later one twice as long as the one before it, up to {@code max}.
     */
    public record Backoff(Duration first, Duration max) {
        public Backoff {
            if (first.compareTo(max) > 0) {
                throw new Refused(
                        "backoff",
                        "backoff first " + Durations.format(first) + " is longer than max " + Durations.format(max));
            }
        }
    }

    /** What state an actor that is started again begins with. */
    public enum OnRestart {
        /** The one it has. */
        KEEP,
        /** The one its specification gives. */
        INITIAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ActorSpec {
        args = List.copyOf(args);
        env = Map.copyOf(env);
    }

    /**
     * Reads a request or a {@code spec.json}.
     *
     * @throws Refused naming the field, the value and what would be right
     */
    public static ActorSpec parse(byte[] json) {
        JsonNode node = Json.parseExactly(json);
        if (!node.isObject()) {
            throw new Refused(null, "a request is a JSON object, not " + shown(node));
        }
        return of(node, 1);
    }

    /** @param level how deep in a tree: 1 for a request itself */
    static ActorSpec of(JsonNode node, int level) {
        node.fieldNames().forEachRemaining(ActorSpec::checkKnown);
        boolean manual = bool(node, "manual");
        boolean group = !manual && !node.hasNonNull("path") && node.hasNonNull("children");
        if (group) {
            OF_A_PROCESS.stream().filter(node::hasNonNull).findFirst().ifPresent(field -> {
                throw new Refused(field, "a group has no process, so \"" + field + "\" has no meaning for it");
            });
        }
        return new ActorSpec(
                node.hasNonNull("id") ? new ActorId(text(node, "id")) : null,
                path(node, manual || group),
                strings(node, "args"),
                node.has("state") ? Json.text(node.get("state")) : "{}",
                environment(node),
                cwd(node),
                oneOf(node, "ready", "signal", "signal", "file").equals("file"),
                longerThanZero(node, "readyTimeout", "10s"),
                manual,
                Restart.valueOf(oneOf(node, "restart", "temporary", "permanent", "transient", "temporary")
                        .toUpperCase(Locale.ROOT)),
                number(node, "intensity", 5, 0),
                longerThanZero(node, "period", "60s"),
                backoff(node),
                OnRestart.valueOf(
                        oneOf(node, "onRestart", "keep", "keep", "initial").toUpperCase(Locale.ROOT)),
                stopTimeout(node, group),
                duration(node, "handleTimeout", "30s"),
                number(node, "maxAttempts", 3, 1),
                owner(node),
                Supervision.of(node, level));
    }

    /**
     * The specification of a program with nothing else said; {@link #with} adds to it.
     *
     * @param path absolute, or a bare name to be found on PATH
     */
    public static ActorSpec program(String path, String... args) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("path", path);
        ArrayNode list = node.putArray("args");
        List.of(args).forEach(list::add);
        return parse(Json.bytes(node));
    }

    /** Whether a process belongs to it; else it is manual or a group. */
    public boolean hasProcess() {
        return path != null;
    }

    /** Whether it is a place in the tree and nothing else: it has children, but no process and no mail. */
    public boolean isGroup() {
        return path == null && !manual;
    }

    /**
     * The same specification with one field of the request set: {@code with("id", "teller")},
     * {@code with("state", new Account(5))}.
     *
     * @throws Refused as {@link #parse} does
     */
    public ActorSpec with(String field, Object value) {
        ObjectNode node = toJson();
        node.set(field, Json.mapper().valueToTree(value));
        return parse(Json.bytes(node));
    }

    /** The specification as an object that {@link #parse} reads back, with every field. */
    public ObjectNode toJson() {
        ObjectNode out = Json.mapper().createObjectNode();
        out.put("id", id == null ? null : id.value());
        if (hasProcess()) {
            out.put("path", path);
        }
        if (!isGroup()) {
            putProcess(out);
        }
        out.put("manual", manual);
        out.put("restart", restart.toString());
        out.put("intensity", intensity);
        out.put("period", Durations.format(period));
        ObjectNode delays = out.putObject("backoff");
        delays.put("first", Durations.format(backoff.first()));
        delays.put("max", Durations.format(backoff.max()));
        if (owner != null) {
            owner.putInto(out.putObject("owner"));
        }
        out.put("stopTimeout", stopTimeout.equals(Supervision.FOREVER) ? INFINITY : Durations.format(stopTimeout));
        supervision.putInto(out, isGroup());
        return out;
    }

    private void putProcess(ObjectNode out) {
        ArrayNode list = out.putArray("args");
        args.forEach(list::add);
        out.set("state", Json.parseExactly(state.getBytes(StandardCharsets.UTF_8)));
        ObjectNode variables = out.putObject("env");
        new TreeMap<>(env).forEach(variables::put);
        if (cwd != null) {
            out.put("cwd", cwd);
        }
        out.put("ready", readyByFile ? "file" : "signal");
        out.put("readyTimeout", Durations.format(readyTimeout));
        out.put("onRestart", onRestart.toString());
        out.put("handleTimeout", Durations.format(handleTimeout));
        out.put("maxAttempts", maxAttempts);
    }

    /** {@link #toJson} as the content of a file: one field a line, to be read and edited. */
    public byte[] bytes() {
        return (toJson().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The same specification for an actor of this id and with this executable. */
    public ActorSpec resolved(ActorId newId, String newPath) {
        return resolved(newId, newPath, supervision);
    }

    /** The same specification for an actor of this id, with this executable and at this place in a tree. */
    public ActorSpec resolved(ActorId newId, String newPath, Supervision newSupervision) {
        return new ActorSpec(
                newId,
                newPath,
                args,
                state,
                env,
                cwd,
                readyByFile,
                readyTimeout,
                manual,
                restart,
                intensity,
                period,
                backoff,
                onRestart,
                stopTimeout,
                handleTimeout,
                maxAttempts,
                owner,
                newSupervision);
    }

    private static ProcessIdentity owner(JsonNode node) {
        if (!node.hasNonNull("owner")) {
            return null;
        }
        JsonNode owner = node.get("owner");
        boolean isComplete = owner.size() == 3
                && owner.path("pid").canConvertToLong()
                && owner.path("startTime").canConvertToLong()
                && owner.path("bootId").isTextual();
        if (!isComplete) {
            throw new Refused(
                    "owner", "owner must be an object with \"pid\", \"startTime\" and \"bootId\", not " + shown(owner));
        }
        return new ProcessIdentity(
                owner.get("pid").longValue(),
                owner.get("startTime").longValue(),
                owner.get("bootId").textValue());
    }

    private static void checkKnown(String field) {
        if (!FIELDS.contains(field)) {
            throw new Refused(
                    field, "unknown field \"" + Names.printable(field) + "\"; known are " + String.join(", ", FIELDS));
        }
    }

    private static String path(JsonNode node, boolean none) {
        if (none) {
            if (node.hasNonNull("path")) {
                throw new Refused("path", "a manual actor has no \"path\"");
            }
            return null;
        }
        if (!node.hasNonNull("path")) {
            throw new Refused("path", "\"path\" is missing: it names the executable; a group has \"children\" instead");
        }
        String path = text(node, "path");
        if (path.isEmpty() || !isForC(path)) {
            throw new Refused("path", "path " + shown(node.get("path")) + " names no file");
        }
        if (path.contains("/") && !path.startsWith("/")) {
            throw new Refused(
                    "path", "path \"" + Names.printable(path) + "\" is relative: give an absolute one or a bare name");
        }
        return path;
    }

    private static String cwd(JsonNode node) {
        if (!node.hasNonNull("cwd")) {
            return null;
        }
        String cwd = text(node, "cwd");
        if (!isForC(cwd)) {
            throw new Refused("cwd", "cwd " + shown(node.get("cwd")) + " names no directory");
        }
        if (!cwd.startsWith("/")) {
            throw new Refused("cwd", "cwd " + shown(node.get("cwd")) + " is no absolute path");
        }
        return cwd;
    }

    private static Duration stopTimeout(JsonNode node, boolean group) {
        if (node.path("stopTimeout").asText().equals(INFINITY)) {
            if (!group) {
                throw new Refused("stopTimeout", "stopTimeout \"infinity\" is for groups: a process might never end");
            }
            return Supervision.FOREVER;
        }
        return group && !node.hasNonNull("stopTimeout") ? Supervision.FOREVER : duration(node, "stopTimeout", "30s");
    }

    private static Backoff backoff(JsonNode node) {
        JsonNode given = Json.mapper().createObjectNode();
        if (node.hasNonNull("backoff")) {
            require(node, "backoff", JsonNode::isObject, "an object with \"first\" and \"max\"");
            given = node.get("backoff");
            given.fieldNames().forEachRemaining(name -> {
                if (!name.equals("first") && !name.equals("max")) {
                    throw new Refused(
                            "backoff",
                            "unknown field \"" + Names.printable(name) + "\" in backoff; known are first, max");
                }
            });
        }
        return new Backoff(duration(given, "first", "100ms"), duration(given, "max", "30s"));
    }

    private static Duration longerThanZero(JsonNode node, String field, String ifAbsent) {
        Duration duration = duration(node, field, ifAbsent);
        if (duration.isZero()) {
            throw new Refused(field, field + " must be longer than 0");
        }
        return duration;
    }

    private static Map<String, String> environment(JsonNode node) {
        Map<String, String> env = new LinkedHashMap<>();
        if (node.hasNonNull("env")) {
            require(node, "env", JsonNode::isObject, "an object of texts");
            node.get("env").properties().forEach(e -> {
                String name = e.getKey();
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    throw new Refused("env", "env \"" + Names.printable(name) + "\" is no name of a variable");
                }
                if (!e.getValue().isTextual() || !isForC(e.getValue().textValue())) {
                    throw new Refused("env", "env " + name + " must be a text, not " + shown(e.getValue()));
                }
                env.put(name, e.getValue().textValue());
            });
        }
        return env;
    }

    /** JSON texts can hold what no program can be told: a NUL, and half of a character, which UTF-8 has no bytes for. */
    private static boolean isForC(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static List<String> strings(JsonNode node, String field) {
        List<String> list = new ArrayList<>();
        if (node.hasNonNull(field)) {
            require(node, field, JsonNode::isArray, "a list of texts");
            for (JsonNode item : node.get(field)) {
                if (!item.isTextual() || !isForC(item.textValue())) {
                    throw new Refused(field, field + " must be a list of texts, but holds " + shown(item));
                }
                list.add(item.textValue());
            }
        }
        return list;
    }

    static String text(JsonNode node, String field) {
        require(node, field, JsonNode::isTextual, "a text");
        return node.get(field).textValue();
    }

    static boolean bool(JsonNode node, String field) {
        if (!node.hasNonNull(field)) {
            return false;
        }
        require(node, field, JsonNode::isBoolean, "true or false");
        return node.get(field).booleanValue();
    }

    private static Duration duration(JsonNode node, String field, String ifAbsent) {
        return Durations.parse(field, node.hasNonNull(field) ? text(node, field) : ifAbsent);
    }

    private static int number(JsonNode node, String field, int ifAbsent, int least) {
        if (!node.hasNonNull(field)) {
            return ifAbsent;
        }
        require(node, field, n -> n.isInt() && n.intValue() >= least, "a whole number, " + least + " or more");
        return node.get(field).intValue();
    }

    static String oneOf(JsonNode node, String field, String ifAbsent, String... allowed) {
        if (!node.hasNonNull(field)) {
            return ifAbsent;
        }
        List<String> values = List.of(allowed);
        require(
                node,
                field,
                n -> n.isTextual() && values.contains(n.textValue()),
                "one of \"" + String.join("\", \"", values) + "\"");
        return node.get(field).textValue();
    }

    static void require(JsonNode node, String field, Predicate<JsonNode> right, String wanted) {
        if (!right.test(node.get(field))) {
            throw new Refused(field, field + " must be " + wanted + ", not " + shown(node.get(field)));
        }
    }

    static String shown(JsonNode node) {
        return Names.printable(node.toString());
    }
}
