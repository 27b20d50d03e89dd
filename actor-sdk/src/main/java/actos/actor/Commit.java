package actos.actor;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts into effect what handling a message led to, in three steps. Prepare: whatever needs room on the disk is written
 * under hidden names, so that a full disk is found before anybody saw anything. Commit: the point of no return. Effect:
 * only renames and one unlink, of {@code current}, which is last. An actor that ends in between gets the message again,
 * so what it sent may be sent twice. Used by the actor's thread.
 */
final class Commit {
    private static final byte[] EMPTY = {};

    private final ActorHome home;
    private final Path drawer;
    private final Root root;

    Commit(ActorHome home, Path drawer, Root root) {
        this.home = home;
        this.drawer = drawer;
        this.root = root;
    }

    /**
     * Writes everything under hidden names.
     *
     * @param state the new content of {@code state.json}, or null if it stays
     */
    void prepare(Context<?> wanted, byte[] state) throws IOException {
        for (Context.Outgoing send : wanted.sends()) {
            Publish.hide(send.name().hiddenIn(drawer, wanted.envelope().id()), send.bytes());
        }
        if (state != null) {
            Publish.hide(home.hiddenState(), state);
        }
    }

    /** Takes back what {@link #prepare} wrote and {@link #effect} did not yet make visible. */
    void abandon(Context<?> wanted) throws IOException {
        for (Context.Outgoing send : wanted.sends()) {
            FileStep.delete(send.name().hiddenIn(drawer, wanted.envelope().id()));
        }
        FileStep.delete(home.hiddenState());
    }

    /** The same, after something failed that has to be told instead. */
    void abandonQuietly(Context<?> wanted, IOException failure) {
        try {
            abandon(wanted);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Makes everything visible. Requests to start actors come before messages, so that the receivers are known; the
     * wish to stop comes before the end of the message, so that no other is delivered after it.
     */
    void effect(Context<?> wanted, byte[] state, Slot slot) throws IOException {
        for (Context.Request spawn : wanted.spawns()) {
            Publish.create(root.request(spawn.name().value()), spawn.spec().bytes());
        }
        for (Context.Outgoing send : wanted.sends()) {
            OutgoingName name = send.name();
            Publish.reveal(name.hiddenIn(drawer, wanted.envelope().id()), name.in(drawer));
        }
        if (state != null) {
            Publish.reveal(home.hiddenState(), home.state());
        }
        if (wanted.isStopping()) {
            Publish.replace(home.stop(), EMPTY);
        }
        slot.release();
    }
}
