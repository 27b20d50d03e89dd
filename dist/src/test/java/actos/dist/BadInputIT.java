package actos.dist;

import org.junit.jupiter.api.Nested;

/** Bad input of every kind, in both modes; each class has one supervisor that must bear all of it. */
class BadInputIT {
    @Nested
    class RequestsWithNotices extends BadRequests {
        RequestsWithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class RequestsScanOnly extends BadRequests {
        RequestsScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }

    @Nested
    class MessagesWithNotices extends BadMessages {
        MessagesWithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class MessagesScanOnly extends BadMessages {
        MessagesScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }

    @Nested
    class ActorsWithNotices extends BadActors {
        ActorsWithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class ActorsScanOnly extends BadActors {
        ActorsScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }
}
