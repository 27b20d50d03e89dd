package actos.act;

import actos.act.call.Deletion;
import actos.act.call.Kill;
import actos.act.root.Actors;
import actos.act.root.Breaks;
import actos.act.root.Disk;
import actos.act.root.Liveness;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.Polling;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.JsonLine;
import actos.protocol.MessageName;
import actos.protocol.OutgoingName;
import actos.protocol.ProcessIdentity;
import actos.protocol.Publish;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Plays the supervisor of a {@link TestRoot} on a thread of its own: enough of the contract to answer what {@code act}
 * does. Actors have no process; each handles what it gets as its {@link Role} says. The supervisor's identity is that of
 * a process made for this, which a test may end.
 */
public final class PlayedSupervisor implements AutoCloseable {
    private final TestRoot test;
    private final Root root;
    private final Process process;
    private final ProcessIdentity identity;
    private final Thread thread = new Thread(this::serve, "played supervisor");
    private final Map<String, Role> roles = new HashMap<>();
    private final Map<Path, SpoolName> delivered = new HashMap<>();
    private final Map<Path, Map<Long, Message>> mail = new HashMap<>();
    private String stepped;
    private long lastId;
    private long processes = 5_000_000; // more than any kernel gives out
    private volatile boolean over;
    private volatile Exception failure;

    /** The signals that {@code act} sent: {@code USR1}. */
    public final List<String> signals = new CopyOnWriteArrayList<>();

    /** What steps were asked for. */
    public final List<String> steps = new CopyOnWriteArrayList<>();

    /** To whom mail lies in its drawer, since nobody knows them yet. */
    public final List<String> unknown = new CopyOnWriteArrayList<>();

    /** Why the next steps are refused. */
    public final List<String> refusals = new CopyOnWriteArrayList<>();

    /** Actors that it does not start. */
    public final List<String> refusedActors = new CopyOnWriteArrayList<>();

    /** Actors that it attaches no process to. */
    public final List<String> unattached = new CopyOnWriteArrayList<>();

    /** Names of breakpoints that it refuses. */
    public final List<String> refusedBreaks = new CopyOnWriteArrayList<>();

    /** What restarts were asked for with: paths, or empty. */
    public final List<String> programs = new CopyOnWriteArrayList<>();

    /** What an actor does with its mail; all but the first also let themselves be started again. */
    public enum Role {
        /** Nothing: somebody else plays it, or it is stuck. */
        IDLE,
        /** Handles it. */
        HANDLES,
        /** Answers with the same body. */
        ECHOES,
        /** Counts in its state, and sends what it has counted to the actor that {@code to} in the message names. */
        COUNTS,
        /** Ends. */
        ENDS
    }

    public PlayedSupervisor(TestRoot test) throws IOException {
        this.test = test;
        this.root = test.root;
        this.process = new ProcessBuilder("sleep", "600").start();
        this.identity = ProcessIdentity.of(process.pid()).orElseThrow();
        test.liveness = r -> identity.isAlive() ? new Liveness.Served(true, identity) : Liveness.Served.BY_NOBODY;
        test.kill = (signal, target) -> {
            signals.add(signal);
            if (!signal.equals("USR1")) {
                Kill.forked(signal, target);
            }
        };
        for (ActorId id : new Actors(root).living()) {
            know(root.actor(id)); // before anybody can change it
        }
        thread.start();
    }

    private void know(ActorHome home) throws IOException {
        Map<Long, Message> known = new HashMap<>();
        for (Message waiting : new Mailbox(home).waiting()) {
            if (waiting.id() != 0) {
                known.put(waiting.id(), waiting);
            }
        }
        mail.put(home.dir(), known);
    }

    public PlayedSupervisor with(String actor, Role role) {
        synchronized (roles) {
            roles.put(actor, role);
        }
        return this;
    }

    @Override
    public void close() {
        over = true;
        process.destroyForcibly();
        try {
            process.waitFor();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new AssertionError("the played supervisor failed", failure);
        }
    }

    private void serve() {
        try {
            while (!over) {
                turn();
                Polling.pause(2);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void turn() throws IOException {
        notice(null, root.paused(), root.systemStatus());
        noticeBreaks();
        for (Path request : Disk.list(root.spawn())) {
            if (Disk.name(request).endsWith(".json") && !Disk.name(request).startsWith(".")) {
                spawn(request);
            }
        }
        take(root.send(), null);
        for (ActorId id : new Actors(root).living()) {
            take(root.drawer(id), id);
            noticeMail(id);
            noticeDone(id, "");
            if (Disk.isFile(root.actor(id).exit())) {
                revive(id);
            }
            if (Disk.isFile(root.actor(id).attach()) && !unattached.contains(id.value())) {
                attach(id);
            }
            if (Disk.isFile(root.actor(id).stop())) {
                bury(id, "stop was asked for");
            } else if (Disk.isFile(root.actor(id).restart())) {
                restart(id);
            } else {
                notice(id, root.actor(id).paused(), root.actor(id).status());
                if (!Disk.exists(root.paused()) && !Disk.exists(root.actor(id).paused())) {
                    deliver(id, next(id));
                }
            }
        }
        if (Disk.isFile(root.step())) {
            step();
        }
    }

    private void notice(ActorId actor, Path paused, Path status) throws IOException {
        boolean isPaused = Disk.exists(paused);
        ObjectNode known = Disk.object(status);
        if (known.path("paused").booleanValue() != isPaused) {
            Publish.replace(status, Json.bytes(known.put("paused", isPaused)));
            test.journal(isPaused ? "paused" : "resumed", "\"actor\":" + Json.text(actor));
        }
    }

    private void noticeBreaks() throws IOException {
        ArrayNode breaks = Json.mapper().createArrayNode();
        for (Breaks.Break one : new Breaks(root).all().values()) {
            String problem = refusedBreaks.contains(one.name()) ? "it is not wanted here" : one.problem();
            breaks.addObject().put("name", one.name()).put("hits", 0).put("problem", problem);
        }
        ObjectNode known = Disk.object(root.systemStatus());
        if (!breaks.equals(known.path("breaks")) && !(breaks.isEmpty() && !known.has("breaks"))) {
            Publish.replace(root.systemStatus(), Json.bytes(known.set("breaks", breaks)));
        }
    }

    /** What people did in a mailbox: numbers for what has none, and a line for what else has changed. */
    private void noticeMail(ActorId id) throws IOException {
        Map<Long, Message> known = mail.computeIfAbsent(root.actor(id).dir(), dir -> new HashMap<>());
        Map<Long, Message> gone = new HashMap<>(known);
        String about = ",\"actor\":\"" + id + "\"";
        List<Message> there = new Mailbox(root.actor(id)).waiting();
        if (!there.equals(new Mailbox(root.actor(id)).waiting())) {
            return; // somebody is at it: a listing may miss what is renamed at that moment
        }
        for (Message waiting : there) {
            SpoolName parts = waiting.parts();
            if (parts == null || parts.id() == 0 && waiting.held()) {
                continue;
            }
            if (parts.id() == 0) {
                long number = ++lastId;
                SpoolName numbered = parts.withId(number).withAnswers(null).withAttempt(1);
                Path file = waiting.file().resolveSibling(numbered.fileName());
                Files.move(waiting.file(), file);
                known.put(number, Message.parse(file));
                test.journal("added", "\"id\":" + number + about + ",\"name\":\"" + parts.name() + "\"");
                continue;
            }
            lastId = Math.max(lastId, parts.id());
            Message before = known.put(parts.id(), waiting);
            gone.remove(parts.id());
            if (before != null && before.held() != waiting.held()) {
                test.journal(waiting.held() ? "held" : "released", "\"id\":" + parts.id() + about);
            }
            if (before != null && !before.parts().order().equals(parts.order())) {
                String order = ",\"order\":\"" + parts.order() + "\"";
                test.journal("moved", "\"id\":" + parts.id() + about + order);
            }
        }
        for (long number : gone.keySet()) {
            known.remove(number);
            test.journal("dropped", "\"id\":" + number + about);
        }
    }

    private Message next(ActorId id) throws IOException {
        for (Message waiting : new Mailbox(root.actor(id)).waiting()) {
            if (!waiting.held() && waiting.due() == 0 && waiting.parts() != null) {
                return waiting;
            }
        }
        return null;
    }

    private void step() throws IOException {
        String[] words = Files.readString(root.step()).strip().split(" ");
        Files.delete(root.step());
        String about = "\"request\":" + Json.text(words[1]) + ",\"what\":" + Json.text(words[0]);
        steps.add(words[0]);
        Message message = new MessageSearch(root).waiting(words[0]);
        if (!refusals.isEmpty()) {
            test.journal("stepped", about + ",\"why\":" + Json.text(refusals.remove(0)));
            return;
        }
        stepped = about;
        deliver(message.to(), message);
    }

    private void spawn(Path request) throws IOException {
        String name = Disk.name(request).replace(".json", "");
        try {
            ActorSpec spec = ActorSpec.parse(Files.readAllBytes(request));
            ActorId id = spec.id() == null ? new ActorId(name) : spec.id();
            if (refusedActors.contains(id.value())) {
                throw new Refused("id", "\"" + id + "\" is not wanted here");
            }
            if (Disk.isDirectory(root.actor(id).dir())) {
                throw new Refused("id", "id \"" + id + "\" is taken");
            }
            ActorHome home = root.nascent(id);
            Files.createDirectories(home.spool());
            Files.createDirectories(root.drawer(id));
            Files.move(request, home.request());
            Files.write(home.spec(), spec.bytes());
            TestRoot.write(home.state(), spec.state());
            Files.move(home.dir(), root.actor(id).dir());
            test.journal("accepted", "\"actor\":\"" + id + "\",\"request\":\"" + name + "\"");
            if (name.startsWith("fails")) {
                TestRoot.write(root.actor(id).log(), "going down\n");
                bury(id, "it exited with code 3");
                return;
            }
            test.status(id.value(), "ready", "null");
            if (spec.manual()) {
                Path status = root.actor(id).status();
                TestRoot.write(status, Files.readString(status).replace("\"manual\":false", "\"manual\":true"));
            }
            test.journal("ready", "\"actor\":\"" + id + "\"");
        } catch (Refused e) {
            Path dead = root.deadSpawn().resolve(name + "@20260102T000000.000000000Z.json");
            TestRoot.write(Root.why(dead), Json.text(Map.of("reason", "refused", "detail", e.getMessage())));
            Files.move(request, dead);
        }
    }

    private void restart(ActorId id) throws IOException {
        ActorHome home = root.actor(id);
        String path = Files.readString(home.restart()).strip();
        programs.add(path);
        if (path.contains("gone")) {
            Files.delete(home.restart());
            test.journal("restartRefused", "\"actor\":\"" + id + "\",\"detail\":\"there is no file " + path + "\"");
        } else if (role(id) == Role.ENDS) {
            bury(id, "it exited with code 3");
        } else if (role(id) != Role.IDLE) {
            Message current = new Mailbox(home).current();
            if (current != null) {
                Files.move(home.current(), home.spool().resolve(current.parts().fileName()));
            }
            test.status(id.value(), "starting", "null");
            test.process(id.value(), ++processes, 7);
            Files.delete(home.restart());
            test.status(id.value(), "ready", "null");
            test.process(id.value(), processes, 7);
        }
    }

    private void attach(ActorId id) throws IOException {
        long pid = Long.parseLong(Files.readString(root.actor(id).attach()).strip());
        Files.delete(root.actor(id).attach());
        String about = "\"actor\":\"" + id + "\",\"pid\":" + pid;
        if (role(id) == Role.ENDS) {
            test.journal("attachRefused", about + ",\"detail\":\"process 7 plays it already\"");
        } else {
            test.journal("attached", about);
            test.process(id.value(), pid, 7);
        }
    }

    private void revive(ActorId id) throws IOException {
        Files.delete(root.actor(id).exit());
        test.journal("revived", "\"actor\":\"" + id + "\"");
        if (role(id) == Role.ENDS) {
            bury(id, "it exited with code 3");
            return;
        }
        test.status(id.value(), "ready", "null");
        test.process(id.value(), ++processes, 7);
    }

    private Role role(ActorId id) {
        synchronized (roles) {
            return roles.getOrDefault(id.value(), Role.IDLE);
        }
    }

    private void take(Path drawer, ActorId from) throws IOException {
        for (Path file : Disk.list(drawer)) {
            if (Disk.name(file).startsWith(".") || Disk.isDirectory(file)) {
                continue;
            }
            OutgoingName parts = OutgoingName.parse(Disk.name(file));
            if (unknown.contains(parts.to().value())) {
                continue; // as in the cycle of grace
            }
            long id = ++lastId;
            SpoolName handled =
                    from == null ? null : delivered.get(root.actor(from).dir());
            long cause = handled == null ? 0 : handled.id();
            String about = "\"id\":" + id + ",\"cause\":" + (cause == 0 ? null : cause) + ",\"name\":\"" + parts.name()
                    + "\",\"to\":\"" + parts.to() + "\",\"from\":" + (from == null ? "null" : "\"" + from + "\"");
            if (!Disk.isDirectory(root.actor(parts.to()).dir())) {
                Files.move(file, root.deadMessages().resolve(id + "~" + Disk.name(file)));
                test.journal("dead", about + ",\"reason\":\"unknown-actor\"");
                continue;
            }
            SpoolName spool = SpoolName.of(id, parts.name()).withFrom(from).withCause(cause);
            String body = Files.readString(file).strip();
            Files.move(file, root.actor(parts.to()).spool().resolve(spool.fileName()));
            test.journal("taken", about + ",\"body\":" + body);
        }
    }

    private String count(ActorId id, ActorHome home) throws IOException {
        int n = 1 + Disk.object(home.state()).path("n").asInt();
        TestRoot.write(home.state(), "{\"n\":" + n + "}");
        String to = Disk.text(Disk.object(home.current()), "to");
        if (to != null) {
            Path sent = new OutgoingName(new ActorId(to), MessageName.fresh()).in(root.drawer(id));
            TestRoot.write(sent, "{\"n\":" + n + "}");
            take(root.drawer(id), id);
        }
        return ",\"state\":{\"n\":" + n + "}";
    }

    private void noticeDone(ActorId id, String state) throws IOException {
        ActorHome home = root.actor(id);
        if (delivered.containsKey(home.dir()) && !Disk.isFile(home.current())) {
            long done = delivered.remove(home.dir()).id();
            test.journal("done", "\"id\":" + done + ",\"actor\":\"" + id + "\",\"tookUs\":4000" + state);
        }
    }

    private void deliver(ActorId id, Message message) throws IOException {
        ActorHome home = root.actor(id);
        if (Disk.isFile(home.current()) || message == null) {
            return;
        }
        SpoolName parts = message.parts();
        Role role = role(id);
        JsonLine envelope = new JsonLine();
        envelope.begin().field("id", parts.id()).field("name", parts.name()).field("from", parts.from());
        envelope.field("inReplyTo", answered(parts.name())).end();
        Files.write(home.envelope(), java.util.Arrays.copyOf(envelope.buffer(), envelope.length()));
        Files.move(message.file(), home.current(), StandardCopyOption.ATOMIC_MOVE);
        delivered.put(home.dir(), parts);
        mail.computeIfAbsent(home.dir(), dir -> new HashMap<>()).remove(parts.id());
        test.journal("delivered", "\"id\":" + parts.id() + ",\"actor\":\"" + id + "\",\"attempt\":1");
        if (stepped != null) {
            test.journal("stepped", stepped + ",\"id\":" + parts.id() + ",\"actor\":\"" + id + "\"");
            stepped = null;
        }
        String state = "";
        if (role == Role.COUNTS) {
            state = count(id, home);
        }
        if (role == Role.ECHOES && parts.from() != null) {
            // a real supervisor knows the answer by its cause; here its name says what it answers
            MessageName name = new MessageName("re." + parts.name());
            Files.copy(home.current(), new OutgoingName(parts.from(), name).in(root.drawer(id)));
            take(root.drawer(id), id);
        }
        if (role == Role.HANDLES || role == Role.ECHOES || role == Role.COUNTS) {
            Files.delete(home.current());
            noticeDone(id, state);
        }
        if (role == Role.ENDS) {
            bury(id, "it exited with code 3");
        }
    }

    private static String answered(MessageName name) {
        return name.value().startsWith("re.") ? name.value().substring(3) : null;
    }

    private void bury(ActorId id, String why) throws IOException {
        ActorHome home = root.actor(id);
        delivered.remove(home.dir());
        String code = why.contains("code") ? "3" : "null";
        String exit = "{\"id\":\"" + id + "\",\"code\":" + code + ",\"signal\":null,\"why\":\"" + why
                + "\",\"at\":\"2026-01-01T00:00:00Z\",\"lastOutput\":[\"going down\"]}";
        String grave = id + "@20260101T000000." + String.format("%09d", ++lastId) + "Z";
        ActorHome hidden = new ActorHome(root.deadActors().resolve("." + grave));
        Files.move(home.dir(), hidden.dir());
        Polling.pause(30); // a moment in which nobody may take it for lost
        TestRoot.write(hidden.exit(), exit);
        Files.move(hidden.dir(), root.deadActors().resolve(grave));
        Deletion.tree(root.drawer(id));
        test.journal("exited", "\"actor\":\"" + id + "\",\"code\":" + code);
        test.journal("buried", "\"actor\":\"" + id + "\",\"grave\":\"" + grave + "\"");
    }
}
