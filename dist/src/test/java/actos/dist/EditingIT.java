package actos.dist;

import org.junit.jupiter.api.Nested;

/** Waiting messages, and the one that is current, in the hands of people and their editors. */
class EditingIT {
    @Nested
    class WithNotices extends Edits {
        WithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class ScanOnly extends Edits {
        ScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }
}
