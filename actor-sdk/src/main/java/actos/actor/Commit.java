package actos.actor;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import actos.protocol.Redo;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * Puts into effect what handling a message led to, exactly once, whenever this process ends. Prepare: whatever needs
 * room on the disk is written under hidden names, so that a full disk is found before anybody saw anything. Commit: one
 * step shows {@code redo.json}, and from there on all of it counts. Effect: only renames and unlinks. A process that ends
 * before the commit has done nothing, and gets the message again; one that ends after it has done everything, since the
 * supervisor does the rest, which is why nothing is taken back there. Used by the actor's thread.
 */
final class Commit {
    private static final byte[] EMPTY = {};

    private final ActorHome home;
    private final Path drawer;
    private final Root root;
    private final Slot slot;
    private final Asks asks;
    private final RedoFile redo;

    Commit(ActorHome home, Path drawer, Root root, Slot slot, Asks asks) {
        this.home = home;
        this.drawer = drawer;
        this.root = root;
        this.slot = slot;
        this.asks = asks;
        this.redo = new RedoFile(home);
    }

    /** Whether an earlier process has left something that has to be put into effect before any message is handled. */
    boolean isUnfinished() {
        return redo.isThere();
    }

    /**
     * Prepares and commits, if the slot still holds the message. If not, or if something fails, nothing has happened.
     *
     * @param state the new content of {@code state.json}, or null if it stays
     * @return whether it counts now; then {@link #effect} has to follow
     */
    boolean decide(Context<?> wanted, byte[] state) throws IOException {
        if (leadsToNothing(wanted, state)) {
            return slot.holds();
        }
        try {
            prepare(wanted, state);
            if (slot.holds()) {
                redo.publish();
                return true;
            }
        } catch (IOException e) {
            abandonQuietly(wanted, e);
            throw e;
        }
        abandon(wanted);
        return false;
    }

    /**
     * Makes everything visible. Requests to start actors come before messages, so that the receivers are known, and
     * what is kept about a question before the question, so that its answer finds it; the
     * wish to stop comes before the end of the message, so that no other is delivered after it; and {@code redo.json}
     * goes last. If something fails it stays, for the supervisor to go on with.
     */
    void effect(Context<?> wanted, byte[] state) throws IOException {
        for (Context.Request spawn : wanted.spawns()) {
            Publish.revealBeside(
                    hidden(spawn, wanted), root.request(spawn.name().value()));
        }
        for (Tie asked : wanted.asks()) {
            asks.reveal(asked, wanted.envelope().id());
        }
        for (Context.Outgoing send : wanted.sends()) {
            OutgoingName name = send.name();
            Publish.revealBeside(hidden(send, wanted), name.in(drawer));
        }
        if (state != null) {
            Publish.reveal(home.hiddenState(), home.state());
        }
        if (wanted.isStopping()) { // an empty file is never half-written, and one that says "now" stays
            askToStop();
        }
        if (wanted.answers() != null) {
            asks.answered(wanted.answers());
        }
        if (wanted.isStashing()) {
            slot.stash(wanted.envelope().id(), drawer);
        } else {
            slot.release(wanted.envelope().id());
        }
        if (!leadsToNothing(wanted, state)) {
            redo.finish();
        }
    }

    private void askToStop() throws IOException {
        try {
            FileStep.write(home.stop(), EMPTY);
        } catch (FileAlreadyExistsException e) {
            // so it was asked already
        }
    }

    /** Then the end of the message is the only step, and there is nothing to redo. */
    private static boolean leadsToNothing(Context<?> wanted, byte[] state) {
        return state == null
                && !wanted.isStopping()
                && wanted.answers() == null
                && wanted.sends().isEmpty()
                && wanted.spawns().isEmpty();
    }

    private void prepare(Context<?> wanted, byte[] state) throws IOException {
        for (Context.Request spawn : wanted.spawns()) {
            Publish.hide(hidden(spawn, wanted), spawn.spec().bytes());
        }
        for (Tie asked : wanted.asks()) {
            asks.prepare(asked, wanted.envelope().id());
        }
        for (Context.Outgoing send : wanted.sends()) {
            Publish.hide(hidden(send, wanted), send.bytes());
        }
        String next = null;
        if (state != null) {
            Publish.hide(home.hiddenState(), state);
            next = new String(state, 0, state.length - 1, StandardCharsets.UTF_8); // without the newline
        }
        redo.prepare(
                new Redo(wanted.envelope().id(), next, wanted.isStopping(), wanted.answers(), wanted.isStashing()));
    }

    private void abandon(Context<?> wanted) throws IOException {
        for (Context.Request spawn : wanted.spawns()) {
            FileStep.delete(hidden(spawn, wanted));
        }
        for (Tie asked : wanted.asks()) {
            asks.abandon(asked, wanted.envelope().id());
        }
        for (Context.Outgoing send : wanted.sends()) {
            FileStep.delete(hidden(send, wanted));
        }
        FileStep.delete(home.hiddenState());
        redo.abandon();
    }

    /** The same, after something failed that has to be told instead. */
    private void abandonQuietly(Context<?> wanted, IOException failure) {
        try {
            abandon(wanted);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Path hidden(Context.Request spawn, Context<?> wanted) {
        return root.hiddenRequest(spawn.name().value(), wanted.envelope().id());
    }

    private Path hidden(Context.Outgoing send, Context<?> wanted) {
        return send.name().hiddenIn(drawer, wanted.envelope().id());
    }
}
