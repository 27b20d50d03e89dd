package actos.protocol;

import java.nio.file.Path;

/**
 * The paths inside an image, which are called as in a root: the specification, the state, the waiting mail and the open
 * questions of each actor, and what was not taken yet.
 *
 * @param dir {@code images/NAME}
 */
public record ImageHome(Path dir) {
    /** About the image as a whole. */
    public static final String ABOUT = "image.json";

    /** The directory of the actors. */
    public static final String ACTORS = "actors";

    /** The directory of what was not taken yet. */
    public static final String SEND = "send";

    /** When it was saved, and what is in it. */
    public Path about() {
        return dir.resolve(ABOUT);
    }

    /** One directory for each actor. */
    public Path actors() {
        return dir.resolve(ACTORS);
    }

    /** An actor's directory: of an {@link ActorHome} it has {@code spec.json}, {@code state.json}, {@code spool} and {@code asks}. */
    public ActorHome actor(ActorId id) {
        return new ActorHome(actors().resolve(id.value()));
    }

    /** What was sent and not taken yet, with a drawer for each sender that is an actor. */
    public Path send() {
        return dir.resolve(SEND);
    }

    /** What an actor has sent and was not taken yet. */
    public Path drawer(ActorId id) {
        return send().resolve(id.value());
    }
}
