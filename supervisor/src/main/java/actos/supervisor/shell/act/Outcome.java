package actos.supervisor.shell.act;

/** What came of an effect that the disk did not refuse. */
enum Outcome {
    /** It is done, and that is all there is to say: the core hears it. */
    DONE,
    /** It is done; what came of it is told already, or is nothing. */
    TOLD,
    /** It was not done, since things are not as they were when it was decided; what they are is told already. */
    NOT_DONE
}
