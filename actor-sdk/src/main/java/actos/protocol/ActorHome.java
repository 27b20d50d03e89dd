package actos.protocol;

import java.nio.file.Path;

/**
 * The paths inside one actor's directory, living or ended.
 *
 * @param dir the directory: {@code running/ID} or {@code dead/actors/ID@TIME}
 */
public record ActorHome(Path dir) {
    /** About the message that is current. */
    public static final String ENVELOPE = "envelope.json";

    /** What the supervisor says of the actor. */
    public static final String STATUS = "status.json";

    /** The actor's state. */
    public static final String STATE = "state.json";

    /** The mailbox. */
    public static final String SPOOL = "spool";

    /** What the actor printed. */
    public static final String LOG = "out.log";

    /** Control file: the actor is ready. */
    public static final String READY = "ready";

    /** Control file: nothing is delivered to the actor. */
    public static final String PAUSED = "paused";

    /** Control file: end the actor. */
    public static final String STOP = "stop";

    /** Control file: end the actor and start it again. */
    public static final String RESTART = "restart";

    /** Control file: names the process that plays the actor. */
    public static final String ATTACH = "attach";

    /** What a handled message led to, while that is being put into effect. */
    public static final String REDO = "redo.json";

    /** What the actor wants people to know now. */
    public static final String NOTICE = "notice";

    /** The questions that wait for an answer. */
    public static final String ASKS = "asks";

    /** The actor's process id. */
    public Path pid() {
        return dir.resolve(".pid");
    }

    /** The request it came from, as it was written. */
    public Path request() {
        return dir.resolve("request.json");
    }

    /** Its {@link ActorSpec}, complete. */
    public Path spec() {
        return dir.resolve("spec.json");
    }

    /** Its {@link ActorStatus}. */
    public Path status() {
        return dir.resolve(STATUS);
    }

    /** Its state: read before each message, written after. */
    public Path state() {
        return dir.resolve(STATE);
    }

    /** Where the next state is prepared, unseen, before it is renamed over {@link #state}. */
    public Path hiddenState() {
        return dir.resolve(".state.json");
    }

    /** There while what a message led to is being put into effect: a {@link Redo}. */
    public Path redo() {
        return dir.resolve(REDO);
    }

    /** Where {@link #redo} is prepared, unseen. */
    public Path hiddenRedo() {
        return dir.resolve("." + REDO);
    }

    /** The {@link Envelope} of the message that is current. */
    public Path envelope() {
        return dir.resolve(ENVELOPE);
    }

    /** Its mailbox: the waiting messages and {@link #current}. */
    public Path spool() {
        return dir.resolve(SPOOL);
    }

    /** The message it may read now; deleting it says "done". */
    public Path current() {
        return spool().resolve(Root.CURRENT);
    }

    /** What it asked and has no answer to yet: one {@link Question} a file. Made with the first. */
    public Path asks() {
        return dir.resolve(ASKS);
    }

    /** A question that waits for an answer. */
    public Path ask(MessageName name) {
        return asks().resolve(name + ".json");
    }

    /** Where {@link #ask} is prepared, unseen, while message {@code handled} is handled. */
    public Path hiddenAsk(MessageName name, long handled) {
        return asks().resolve("." + handled + "~" + name + ".json");
    }

    /** What the actor wants people to know now, one line that {@code act ls} shows; absent if nothing. */
    public Path notice() {
        return dir.resolve(NOTICE);
    }

    /** What it printed, both streams. */
    public Path log() {
        return dir.resolve(LOG);
    }

    /** Made by an actor whose specification says {@code "ready": "file"}. */
    public Path ready() {
        return dir.resolve(READY);
    }

    /** Control file: nothing is delivered to this actor while it is there. */
    public Path paused() {
        return dir.resolve(PAUSED);
    }

    /** Control file: end this actor for good; content {@code now} for without asking it first. */
    public Path stop() {
        return dir.resolve(STOP);
    }

    /** Control file: end this actor and start it again, with another program if it holds a path. */
    public Path restart() {
        return dir.resolve(RESTART);
    }

    /** Control file: a process id; that process plays this actor from now on. */
    public Path attach() {
        return dir.resolve(ATTACH);
    }

    /** A symbolic link for each of its children, for people to see the tree; nothing reads it. */
    public Path children() {
        return dir.resolve("children");
    }

    /** The link for one child, and where it leads. */
    public Path child(ActorId child) {
        return children().resolve(child.value());
    }

    /** Where {@link #child} leads. */
    public static Path childTarget(ActorId child) {
        return Path.of("..", "..", child.value());
    }

    /** Where the news of its end are put together. */
    public Path newsInTheMaking() {
        return dir.resolve(".news");
    }

    /** Where one message from the supervisor is written, before it moves into the spool. */
    public Path newsDraft() {
        return dir.resolve(".notice");
    }

    /** The news of one end that did not reach everybody yet; empty once they have. */
    public Path news(String end) {
        return dir.resolve(".news-" + end);
    }

    /** How an ended actor ended: an {@link ActorExit}. */
    public Path exit() {
        return dir.resolve("exit.json");
    }
}
