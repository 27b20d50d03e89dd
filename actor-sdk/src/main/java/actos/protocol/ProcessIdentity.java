package actos.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which process: a pid alone is used again by strangers, a pid with its start time and boot never is.
 *
 * @param pid the process id
 * @param startTime field 22 of {@code /proc/PID/stat}: clock ticks since boot
 * @param bootId what {@code pid} and {@code startTime} count from: the boot, and in a PID namespace of its own, as that of a
 *     container is, behind a slash which one
 */
public record ProcessIdentity(long pid, long startTime, String bootId) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path SELF = Path.of("/proc/self");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
    /** The namespace that the machine itself has: the kernel gives it this number. */
    private static final String MACHINES = "pid:[4026531836]";

    /** This boot of the machine, and this PID namespace; the empty string where {@code /proc} does not tell. */
    public static String currentBoot() {
        return Here.BOOT;
    }

    /** It never changes while this process runs. */
    private static final class Here {
        static final String BOOT = boot();
    }

    private static String boot() {
        try {
            String namespace = Files.readSymbolicLink(NAMESPACE).toString();
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip()
                    + (namespace.equals(MACHINES) ? "" : "/" + namespace);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it may live in another PID namespace of this machine: here its number is nobody's, or somebody else's. */
    public boolean isElsewhere() {
        String here = currentBoot();
        return bootId != null && !bootId.equals(here) && boot(bootId).equals(boot(here));
    }

    private static String boot(String bootId) {
        return bootId.split("/", 2)[0];
    }

    /** Whether both are the same process, of which one number is that of another namespace. */
    public boolean isSeenAs(ProcessIdentity here) {
        return isElsewhere() && startTime == here.startTime;
    }

    /**
     * This process.
     *
     * @throws Refused see {@link #checkProc}
     */
    public static ProcessIdentity self() {
        checkProc();
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /**
     * Checks that the numbers in {@code /proc} are those that signals go by.
     *
     * @throws Refused if it is not there, or shows another PID namespace: a number in it would be somebody else here
     */
    public static void checkProc() {
        String shown;
        try {
            shown = Files.readSymbolicLink(SELF).toString();
        } catch (IOException e) {
            throw new Refused(null, "/proc is not mounted: mount -t proc proc /proc");
        }
        if (!shown.equals(Long.toString(ProcessHandle.current().pid()))) {
            throw new Refused(
                    null,
                    "/proc shows the processes of another PID namespace: mount -t proc proc /proc mounts this one's,"
                            + " unshare --mount-proc does so by itself");
        }
    }

    /**
     * Reads the fields of an object that {@link #putInto} writes, whatever else is in it: what a file says of a process.
     * Builds no tree and needs no mapper, since short programs begin with it.
     *
     * @return null if they are not there, or the object is not whole
     */
    public static ProcessIdentity read(byte[] json) {
        Long pid = null;
        Long startTime = null;
        String bootId = null;
        try (JsonParser in = new JsonFactory().createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                JsonToken value = in.nextToken();
                if (field.equals("pid") && value == JsonToken.VALUE_NUMBER_INT) {
                    pid = in.getLongValue();
                } else if (field.equals("startTime") && value == JsonToken.VALUE_NUMBER_INT) {
                    startTime = in.getLongValue();
                } else if (field.equals("bootId") && value == JsonToken.VALUE_STRING) {
                    bootId = in.getText();
                }
                in.skipChildren();
            }
            boolean isWhole = in.currentToken() == JsonToken.END_OBJECT && pid != null && startTime != null;
            return isWhole ? new ProcessIdentity(pid, startTime, bootId == null ? "" : bootId) : null;
        } catch (IOException halfWritten) {
            return null;
        }
    }

    /** As three fields of an object: what a file says of a process. */
    public void putInto(ObjectNode object) {
        object.put("pid", pid).put("startTime", startTime).put("bootId", bootId);
    }

    /** The identity of the process that has this pid now; empty if there is none or it is a zombie. */
    public static Optional<ProcessIdentity> of(long pid) {
        return stat(pid).filter(s -> !s.isZombie()).map(s -> new ProcessIdentity(pid, s.startTime, currentBoot()));
    }

    /** Whether this very process still lives; a zombie does not. */
    public boolean isAlive() {
        return stat(pid).filter(s -> !s.isZombie() && s.startTime == startTime).isPresent()
                && currentBoot().equals(bootId);
    }

    /** Whether the process has this file open, or had when it was deleted; false where that may not be seen. */
    public boolean hasOpen(Path file) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            String name = "/" + file.getFileName();
            String real = file.toAbsolutePath().getParent().toRealPath() + name;
            Object there =
                    Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? place(file, LinkOption.NOFOLLOW_LINKS) : null;
            for (Path each : (Iterable<Path>) descriptors::iterator) {
                String target = Files.readSymbolicLink(each).toString();
                if (target.equals(real)
                        || target.equals(real + " (deleted)")
                        || target.endsWith(name) && there != null && there.equals(place(each))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Which file it is, under whatever path: another mount of the same directory shows the same. */
    private static Object place(Path file, LinkOption... options) throws IOException {
        return Files.readAttributes(file, "unix:dev,ino", options);
    }

    /**
     * What {@code /proc/PID/stat} says.
     *
     * @param state {@code R}, {@code S}, {@code T}, {@code Z}…
     * @param group the process group
     * @param startTime clock ticks since boot
     */
    public record Stat(char state, long group, long startTime) {
        /** A process that has ended and was not waited for yet is dead. */
        public boolean isZombie() {
            return state == 'Z' || state == 'X';
        }

        /** Stopped by a signal ({@code kill -STOP}) or a tracer. */
        public boolean isStopped() {
            return state == 'T' || state == 't';
        }
    }

    /** Reads {@code /proc/PID/stat}; empty if there is no such process. */
    public static Optional<Stat> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // the command's name stands in parentheses and may hold anything, also parentheses and blanks
            String[] f = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new Stat(f[0].charAt(0), Long.parseLong(f[2]), Long.parseLong(f[19])));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
