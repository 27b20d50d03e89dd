package actos.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A user who is not the one that runs the tests. Root becomes nobody; anybody else is already another user than root.
 */
final class OtherUser {
    /** The user nobody. */
    static final int UID = 65534;

    private OtherUser() {}

    /** Whether these tests run as root, who can act for another user. */
    static boolean canBecome() {
        return Programs.run(Programs.HOME, Map.of("PATH", "/usr/bin:/bin"), List.of("id", "-u"))
                .ok()
                .line()
                .equals("0");
    }

    /** The command, run as somebody who is not root: as nobody by root, else as who we are. */
    static List<String> unprivileged(List<String> command) {
        List<String> all = new ArrayList<>();
        if (canBecome()) {
            all.addAll(List.of("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--"));
        }
        all.addAll(command);
        return all;
    }
}
