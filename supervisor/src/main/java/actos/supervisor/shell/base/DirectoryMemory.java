package actos.supervisor.shell.base;

/**
 * Whether a directory must be listed again: only if its change time, which nobody can set, says so, and not so often that
 * listing takes more than a small share of the time. Used by the loop's thread.
 */
public final class DirectoryMemory {
    /** Timestamps of files move in steps of a few milliseconds: a change within one step of a listing would not show. */
    private static final long STEP_NANOS = 50_000_000;

    /** A listing that takes longer than this may take one fiftieth of the time, a quicker one is always made. */
    private static final long QUICK_NANOS = 10_000_000;

    private static final int SHARE = 50;
    /** The same, while somebody waits for what was changed there. */
    private static final int ASKED_SHARE = 4;

    private static final long LONGEST_PAUSE = 10_000_000_000L;

    private long changed = -1;
    private boolean certain;
    private boolean asked;
    private long listedAt;
    private long cost;

    public boolean isDue(long changedNow, long nanos) {
        boolean mayDiffer = !certain || changedNow != changed;
        return mayDiffer
                && (changed < 0 || cost < QUICK_NANOS || nanos - listedAt >= Math.min(LONGEST_PAUSE, share() * cost));
    }

    private int share() {
        return asked ? ASKED_SHARE : SHARE;
    }

    /** Somebody has changed things by hand and waits for what comes of it: the next listing may be made sooner. */
    public void ask() {
        asked = true;
    }

    /**
     * It was listed.
     *
     * @param changedBefore its change time as read before that
     * @param wallNanos when that began, by the clock that change times are taken from
     * @param start when that began, on the monotonic clock
     * @param end when that ended
     */
    public void listed(long changedBefore, long wallNanos, long start, long end) {
        changed = changedBefore;
        certain = wallNanos - changedBefore > STEP_NANOS;
        asked = false;
        listedAt = end;
        cost = end - start;
    }

    /** It must be listed, however long that takes. */
    public void forgetAll() {
        changed = -1;
        certain = false;
    }

    /** Something is there that must be looked at again. */
    public void forget() {
        certain = false;
    }
}
