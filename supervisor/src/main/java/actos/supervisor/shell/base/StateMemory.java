package actos.supervisor.shell.base;

/** What is remembered of one actor's state. Used by the loop's thread; all of it can be made anew. */
public final class StateMemory {
    /** The state as the journal knows it; null until it was read for the first time. */
    public byte[] journalled;

    /** What somebody has made of the state while a message was handled; null if nobody did. */
    public byte[] changedMeanwhile;

    /** Whether it was one when that was last asked, and nothing was seen to change since. */
    public boolean isSound;

    /** When the actor's last message was delivered, on the wall clock. */
    public long deliveredAt;

    /** What the file looked like when the actor's program said that it cannot read it; 0 if it did not. */
    public long blamed;

    /** What the file looked like at the last scan. */
    public long seen;
}
