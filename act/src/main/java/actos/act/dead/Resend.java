package actos.act.dead;

import actos.act.term.Failure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** One thing in {@code dead/} on its way back among the living. Each step on disk leaves it whole in one place. */
interface Resend {
    /**
     * What was done.
     *
     * @param line what a person is told on stdout, or null
     */
    record Sent(String line, ObjectNode json) {}

    /**
     * Looks whether it can be done; writes nothing.
     *
     * @throws Failure if it cannot, with what to do
     */
    void check() throws IOException;

    /** Does it. */
    Sent perform() throws IOException;
}
