package actos.dist;

import java.util.List;

/** The two ways a supervisor works. Every scenario has to hold in both. */
enum Mode {
    NOTICES,
    SCAN_ONLY;

    /** What makes a supervisor work in this way. */
    List<String> flags() {
        return this == NOTICES ? List.of() : List.of("--scan-only");
    }

    /** How often it scans in tests. */
    String cycle() {
        return this == NOTICES ? "1s" : "100ms";
    }

    /** How many messages are many: a scan delivers but one to each actor. */
    int many() {
        return this == NOTICES ? 300 : 30;
    }
}
