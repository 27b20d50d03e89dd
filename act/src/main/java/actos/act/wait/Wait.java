package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A wait for what the supervisor, or an actor, is to bring about: it owns the time limit, tells the supervisor to look, shows
 * what is going on, and says what is missing when the time is over. It ends at once if the supervisor ends, since nothing
 * comes then. The limit counts from when it is made, for all that is awaited with it. Used by one thread.
 */
public final class Wait {
    /** How long the supervisor may need to notice something. */
    public static final Duration NOTICE = Duration.ofSeconds(15);

    private final Workspace workspace;
    private final Duration limit;
    private final long since = System.nanoTime();
    private Sentence progress;
    private Duration silent;
    private Sentence slow;
    private boolean isTold;
    /** Whether the supervisor is to be told to look during the next look, when first, and at what distances then. */
    private boolean nudges;

    private long nudgeAt;
    private Duration nudgeEvery;

    /** Looks whether it is so. */
    @FunctionalInterface
    public interface Check {
        boolean isSo() throws IOException;
    }

    /** Is put together when it is needed. */
    @FunctionalInterface
    public interface Sentence {
        /** The sentence; null if there is nothing to say. */
        String words() throws IOException;
    }

    private Wait(Workspace workspace, Duration limit) {
        this.workspace = workspace;
        this.limit = limit;
    }

    /** For at most this time. */
    public static Wait atMost(Duration limit, Workspace workspace) {
        return new Wait(workspace, limit);
    }

    /** Until the supervisor has noticed what was written just now; it is told to look. */
    public static Wait forNotice(Workspace workspace) {
        return atMost(NOTICE, workspace).nudging();
    }

    /** How a sentence ends about something that was not noticed. */
    public static String unnoticed(String what) {
        return what + ", but the supervisor has not noticed for " + Text.span(NOTICE);
    }

    /** Tells the supervisor at the beginning of the next look that there is something new. */
    public Wait nudging() {
        return nudgingAfter(Duration.ZERO);
    }

    /** The same after this time: it may see by itself. */
    public Wait nudgingAfter(Duration first) {
        nudges = true;
        nudgeAt = System.nanoTime() + first.toNanos();
        nudgeEvery = null;
        return this;
    }

    /** Tells it at the beginning and again and again: what it was told too early waits for a scan, which may be long. */
    public Wait nudgingEvery(Duration distance) {
        nudging().nudgeEvery = distance;
        return this;
    }

    /** Shows on a terminal what is going on. */
    public Wait showing(Sentence doing) {
        progress = doing;
        return this;
    }

    /** Says once, when all has taken so long, what is waited for. */
    public Wait tellingAfter(Duration time, Sentence what) {
        silent = time;
        slow = what;
        return this;
    }

    /**
     * Until this is so.
     *
     * @param late what is said if it does not become so in time
     */
    public void until(Check check, Sentence late) throws IOException {
        if (!sees(check)) {
            throw Failure.timedOut(late.words());
        }
    }

    /** Whether this becomes so in time. */
    public boolean sees(Check check) throws IOException {
        return look(() -> check.isSo() ? Boolean.TRUE : null).isPresent();
    }

    /**
     * The first event of this kind in the journal that is meant.
     *
     * @param journal from before that was asked for
     * @param late what is said if there is none in time
     */
    public <E extends JournalEvent> E forEvent(
            JournalReader journal, Class<E> kind, Predicate<E> isMeant, Sentence late) throws IOException {
        Optional<E> found = look(() -> journal.poll().stream()
                .map(JournalEvent::of)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(isMeant)
                .findFirst()
                .orElse(null));
        if (found.isEmpty()) {
            throw Failure.timedOut(late.words());
        }
        return found.get();
    }

    /**
     * The first thing that the look sees; empty when the time is over.
     *
     * @throws Failure if the supervisor ends before
     */
    public <T> Optional<T> look(Polling.Look<T> look) throws IOException {
        Optional<T> found = Polling.until(limit.minus(elapsed()), () -> {
            nudge();
            boolean isServed = workspace.isServed();
            T seen = look.look();
            if (seen == null && !isServed) {
                throw Failure.failed("the supervisor ended before it was done; what was written stays where it is");
            }
            if (seen == null) {
                tell();
            }
            return seen;
        });
        nudges = false;
        return found;
    }

    private void nudge() throws IOException {
        long now = System.nanoTime();
        if (nudges && now - nudgeAt >= 0) {
            nudges = nudgeEvery != null;
            nudgeAt = nudges ? now + nudgeEvery.toNanos() : 0;
            workspace.lookNow();
        }
    }

    private void tell() throws IOException {
        String doing = progress == null ? null : progress.words();
        if (doing != null) {
            workspace.output().progress(doing);
        }
        boolean isLong = slow != null && !isTold && elapsed().compareTo(silent) > 0;
        String what = isLong ? slow.words() : null;
        if (what != null) {
            isTold = true;
            workspace.output().note(what);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
