package actos.actor;

import actos.protocol.Envelope;
import com.fasterxml.jackson.databind.JsonNode;

/** The message that is handled now: what is known about it, and its body. */
record Letter(Envelope envelope, JsonNode body) {
    /** How it is called in what is printed. */
    String title() {
        return "message " + envelope.id() + " (" + envelope.name() + ")"
                + (envelope.from() == null ? "" : " from " + envelope.from());
    }
}
