package actos.act;

import actos.act.call.Editor;
import actos.act.call.Kill;
import actos.act.call.Surroundings;
import actos.act.call.Workspace;
import actos.act.root.Liveness;
import actos.act.root.Owner;
import actos.act.term.Terminal;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A root laid out by hand, and {@code act} called on it. Nobody serves it unless a test lets somebody do so. */
public class TestRoot {
    public final Root root;
    public Path cwd;
    public int user = Owner.caller();
    public final Map<String, String> env = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    public Terminal terminal = Terminal.none();
    public Liveness liveness = r -> Liveness.Served.BY_NOBODY;
    public Kill kill = (signal, target) -> {
        throw new AssertionError("nothing may be signalled here: " + signal + " to " + target);
    };
    public Editor editor = (command, file) -> {
        throw new AssertionError("nothing may be edited here: " + file);
    };
    private long seq;

    public TestRoot(Path dir) throws IOException {
        root = new Root(Files.createDirectories(dir.resolve("root")).toRealPath());
        cwd = Files.createDirectories(dir.resolve("cwd"));
        env.put("TMPDIR", Files.createDirectories(dir.resolve("tmp")).toString());
        for (Path made : new Path[] {
            root.spawn(),
            root.send(),
            root.running(),
            root.journal(),
            root.deadMessages(),
            root.deadSpawn(),
            root.deadActors()
        }) {
            Files.createDirectories(made);
        }
    }

    /** The same, called from another working directory. */
    TestRoot at(Path where) {
        cwd = where;
        return this;
    }

    /** What one call of {@code act} left behind. */
    public record Call(int code, String out, String err) {}

    public Call act(String... args) {
        return actReading("", args);
    }

    public Call actReading(String stdin, String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "--root";
        all[1] = root.dir().toString();
        System.arraycopy(args, 0, all, 2, args.length);
        return plain(stdin, all);
    }

    /** Without {@code --root}. */
    public Call plain(String stdin, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Act.run(
                new Surroundings(
                        env,
                        cwd,
                        user,
                        new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        liveness,
                        kill,
                        editor),
                args);
        return new Call(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What a command has in common with others, in a call that reads and prints nothing. */
    public Workspace workspace() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Workspace workspace = new Workspace(new Surroundings(
                env, cwd, user, InputStream.nullInputStream(), nowhere, nowhere, terminal, liveness, kill, editor));
        workspace.useRoot(root.dir());
        return workspace;
    }

    /** An actor that lives, as far as the directories tell. */
    public ActorHome actor(String id, String phase) throws IOException {
        ActorId actor = new ActorId(id);
        ActorHome home = root.actor(actor);
        Files.createDirectories(home.spool());
        Files.createDirectories(root.drawer(actor));
        write(
                home.spec(),
                "{\"id\":\"" + id + "\",\"path\":\"/bin/" + id + "\",\"args\":[\"x\"],\"restart\":\"temporary\"}");
        write(home.state(), "{\"n\": 1.10}\n");
        write(home.log(), "one\ntwo\nthree\n");
        status(id, phase, "null");
        return home;
    }

    /** A group that lives, with this child. */
    public void group(String id, String child) throws IOException {
        ActorHome home = root.actor(new ActorId(id));
        Files.createDirectories(home.children());
        Files.createSymbolicLink(home.child(new ActorId(child)), ActorHome.childTarget(new ActorId(child)));
        write(
                home.spec(),
                "{\"id\":\"" + id + "\",\"restart\":\"permanent\",\"strategy\":\"one_for_all\",\"children\":[{\"id\":\""
                        + child + "\",\"path\":\"/bin/x\"}]}");
        status(id, "ready", "null");
    }

    public void status(String id, String phase, String current) throws IOException {
        replace(
                root.actor(new ActorId(id)).status(),
                "{\"id\":\"" + id + "\",\"phase\":\"" + phase
                        + "\",\"pid\":null,\"manual\":false,\"since\":\"2026-01-01T00:00:00Z\",\"waiting\":0,"
                        + "\"handled\":17,\"current\":" + current + "}");
    }

    /** The process that an actor has. */
    public void process(String id, long pid, long startTime) throws IOException {
        Path status = root.actor(new ActorId(id)).status();
        replace(
                status,
                Files.readString(status)
                        .replaceFirst("\"pid\":[^,]*", "\"pid\":" + pid + ",\"startTime\":" + startTime));
    }

    /** A message that waits. */
    public Path waiting(String actor, String fileName, String body) throws IOException {
        return write(root.actor(new ActorId(actor)).spool().resolve(fileName), body);
    }

    /** The message that an actor may read. */
    public void current(String actor, long id, String name, String body) throws IOException {
        ActorHome home = root.actor(new ActorId(actor));
        write(
                home.envelope(),
                "{\"id\":" + id + ",\"name\":\"" + name + "\",\"from\":null,\"to\":\"" + actor
                        + "\",\"cause\":null,\"inReplyTo\":null,\"sentAt\":\"2026-01-01T00:00:00Z\",\"attempt\":1}");
        write(home.current(), body);
    }

    /** An actor that has ended. */
    public ActorHome grave(String id, String time, String exit) throws IOException {
        ActorHome home = new ActorHome(root.deadActors().resolve(id + "@" + time));
        Files.createDirectories(home.spool());
        write(home.exit(), exit);
        write(home.state(), "{\"n\":9}");
        write(home.log(), "last words\n");
        write(home.spec(), "{\"id\":\"" + id + "\",\"path\":\"/bin/" + id + "\"}");
        return home;
    }

    /** A line of the journal: {@code "taken"}, {@code "\"id\":1,\"to\":\"a\""}. */
    public synchronized void journal(String event, String fields) throws IOException {
        String line = "{\"seq\":" + ++seq + ",\"at\":\"2026-01-01T00:00:0" + seq % 10 + ".000000001Z\",\"event\":\""
                + event + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}\n";
        Path file = root.journal().resolve("000001.jsonl");
        Files.writeString(
                file,
                line,
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }

    /** In one step: somebody may be reading it. */
    private static void replace(Path file, String content) throws IOException {
        Publish.replace(file, content.getBytes(StandardCharsets.UTF_8));
    }

    public static Path write(Path file, String content) throws IOException {
        return Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    /** An executable in the working directory. */
    public Path program(String name) throws IOException {
        Path file = write(cwd.resolve(name), "#!/bin/sh\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return file;
    }
}
