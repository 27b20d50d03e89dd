package actos.supervisor.core;

import actos.protocol.Aside;

/** A message that lies in a spool and is not delivered. */
public record HeldBack(Message message, Aside why) {
    /** What its file is called. */
    public String fileName() {
        return message.fileName() + why.ending();
    }
}
