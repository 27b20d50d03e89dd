package actos.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * A command that needs a system that stands still: what stands in the control file {@code paused} that it made. A person
 * may make such a file with anything in it, and then it tells nothing.
 *
 * @param by the command, as it was called
 * @param pid its process
 * @param startTime when that process started, in clock ticks since boot
 * @param bootId which boot of the machine that counts from
 * @param at since when
 * @param load the image that it loads: until that is done the system stays paused, also if the process ends; else null
 * @param before whether the system was paused already, and stays so when this is done
 */
@JsonPropertyOrder({"by", "pid", "startTime", "bootId", "at", "load", "before"})
public record Pauser(String by, long pid, long startTime, String bootId, Instant at, String load, boolean before) {

    /** This process. */
    public static Pauser self(String by, String load, boolean before) {
        ProcessIdentity self = ProcessIdentity.self();
        return new Pauser(by, self.pid(), self.startTime(), self.bootId(), Instant.now(), load, before);
    }

    /** What a control file of this content tells; null if no command made it. */
    public static Pauser parse(byte[] content, int length) {
        if (length < 2 || content[0] != '{') {
            return null;
        }
        try {
            Pauser pauser = Json.read(Arrays.copyOf(content, length), Pauser.class);
            return pauser.by() == null || pauser.pid() <= 0 || pauser.bootId() == null ? null : pauser;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Whether it is still at work: another process, since what this one does next it does after that. One that cannot be
     * seen from here may be.
     */
    public boolean lives() {
        ProcessIdentity by = new ProcessIdentity(pid, startTime, bootId);
        return by.isElsewhere() || pid != ProcessHandle.current().pid() && by.isAlive();
    }

    /** Whether it runs, or has run, in another PID namespace: then nobody can tell from here that it has ended. */
    public boolean isElsewhere() {
        return new ProcessIdentity(pid, startTime, bootId).isElsewhere();
    }

    /** Whether it has ended before it could take its pause back, and has left nothing half done. */
    public boolean hasLeftIt() {
        return load == null && !lives();
    }
}
