package actos.protocol;

import java.nio.file.Path;

/**
 * Every path of the layout. No other class puts a path below a root together.
 *
 * @param dir the root directory, absolute
 */
public record Root(Path dir) {
    /** The name of the message an actor may read now. */
    public static final String CURRENT = "current";

    /** What an actor calls the message that it puts back, in its drawer. */
    public static final String STASH = "stash";

    /** Control file: makes one delivery. */
    public static final String STEP = "step";

    /** The root used where nothing else is said. */
    public static final Path DEFAULT = Path.of("/var/actors");

    public Root {
        dir = dir.toAbsolutePath().normalize();
        if (!Utf8.isExact(dir)) {
            throw new Refused("root", "the path of the root is not UTF-8: " + Names.escaped(dir.toString()));
        }
    }

    /** The supervisor's process id; written once it catches USR1. */
    public Path pid() {
        return dir.resolve(".pid");
    }

    /** Held by an exclusive fcntl lock for the supervisor's life. */
    public Path lock() {
        return dir.resolve(".lock");
    }

    /** Message numbers are used up to the number in this file. */
    public Path sequence() {
        return dir.resolve(".seq");
    }

    /** Optional: the scan interval. */
    public Path cycle() {
        return dir.resolve("cycle");
    }

    /** Optional: how long the journal may get. */
    public Path journalKeep() {
        return dir.resolve("journal-keep");
    }

    /** Control file: nothing is delivered while it is there. */
    public Path paused() {
        return dir.resolve(ActorHome.PAUSED);
    }

    /** Control file: one delivery in a paused system, or to a paused actor. */
    public Path step() {
        return dir.resolve(STEP);
    }

    /** The supervisor's {@link SystemStatus}. */
    public Path systemStatus() {
        return dir.resolve("supervisor.json");
    }

    /** The log of a supervisor that was started with {@code --daemon}. */
    public Path supervisorLog() {
        return dir.resolve("supervisor.log");
    }

    /** Requests to start an actor. */
    public Path spawn() {
        return dir.resolve("spawn");
    }

    /** One request to start an actor. */
    public Path request(String name) {
        return spawn().resolve(name + ".json");
    }

    /** Where an actor that handles message {@code handled} prepares a request, unseen. */
    public Path hiddenRequest(String name, long handled) {
        return spawn().resolve("." + handled + "~" + name + ".json");
    }

    /** Messages from people and scripts, and the drawers of the actors. */
    public Path send() {
        return dir.resolve("send");
    }

    /** Where one actor puts the messages it sends. */
    public Path drawer(ActorId id) {
        return send().resolve(id.value());
    }

    /** One directory per living actor. */
    public Path running() {
        return dir.resolve("running");
    }

    /** A living actor's directory. */
    public ActorHome actor(ActorId id) {
        return new ActorHome(running().resolve(id.value()));
    }

    /** Where an actor's directory is put together before it appears in {@link #running}. */
    public ActorHome nascent(ActorId id) {
        return new ActorHome(running().resolve("." + id.value()));
    }

    /** Letters that could not be delivered, each with its {@code .why}. */
    public Path deadMessages() {
        return dir.resolve("dead").resolve("messages");
    }

    /** Refused requests, each with its {@code .why}. */
    public Path deadSpawn() {
        return dir.resolve("dead").resolve("spawn");
    }

    /** Actors that have ended: {@code ID@TIME}. */
    public Path deadActors() {
        return dir.resolve("dead").resolve("actors");
    }

    /** The reason beside something in {@link #deadMessages} or {@link #deadSpawn}: a {@link Why}. */
    public static Path why(Path dead) {
        return dead.resolveSibling(dead.getFileName() + ".why");
    }

    /** The breakpoints: {@code NAME.json}. */
    public Path breaks() {
        return dir.resolve("breaks");
    }

    /** A {@link BreakSpec}. */
    public Path breakpoint(String name) {
        return breaks().resolve(BreakSpec.name(name) + ".json");
    }

    /** Copies of the system's specifications, states and mail: a directory for each. */
    public Path images() {
        return dir.resolve("images");
    }

    /**
     * One of them.
     *
     * @throws Refused if that can be no name: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}
     */
    public ImageHome image(String name) {
        return new ImageHome(images().resolve(Names.label("image", name)));
    }

    /** Where an image is put together before it appears in {@link #images}. */
    public ImageHome nascentImage(String name) {
        return new ImageHome(images().resolve("." + Names.label("image", name)));
    }

    /** What happened: {@code NNNNNN.jsonl}. */
    public Path journal() {
        return dir.resolve("journal");
    }

    /** What is too long for a line of the journal: files named after the SHA-256 of what is in them, in hexadecimal. */
    public Path journalObjects() {
        return journal().resolve("objects");
    }

    /** The content that has this SHA-256. */
    public Path journalObject(String sha256) {
        return journalObjects().resolve(sha256);
    }

    /** Where {@link #journalObject} is written, unseen. */
    public Path nascentJournalObject(String sha256) {
        return journalObjects().resolve("." + sha256);
    }
}
