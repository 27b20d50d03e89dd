package actos.supervisor.posix;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Starts programs with posix_spawn(3). The numbers are those of glibc, which has all of this since 2.34. Used by the
 * loop's thread.
 */
public final class NativeStarter implements Starter {
    private static final int O_RDONLY = 0;
    /** O_WRONLY, O_CREAT, O_APPEND; O_NONBLOCK, so that a FIFO is refused, and the loop does not wait for its reader. */
    private static final int O_APPENDING = 1 | 0x40 | 0x400 | 0x800 | NativeDirs.O_NOFOLLOW;

    private static final int OWNER_MAY = 0600;
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final int STRUCT = 512; // more than any that is used here has
    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x1000000;
    private static final int SI_PID = 16;

    static {
        Native.register(NativeStarter.class, NativeLibrary.getInstance("c"));
    }

    /** Processes that were started here and not reaped yet. */
    private final Set<Long> children = new LinkedHashSet<>();

    private final boolean isInit = ProcessHandle.current().pid() == 1;

    /** Throws an error if the C library lacks a function. */
    public NativeStarter() {}

    @Override
    public long start(List<String> command, Environment environment, Path directory, Path log) throws NotStarted {
        Memory pid = new Memory(Integer.BYTES);
        int error = spawn(pid, command, environment, directory, log);
        if (error == Errno.ENOEXEC.number) { // a script that does not say of what: the shell's, as execvp(3) has it
            List<String> words = new ArrayList<>(List.of("/bin/sh"));
            words.addAll(command);
            error = spawn(pid, words, environment, directory, log);
        }
        if (error != 0) {
            String hint = error == Errno.ENOENT.number
                            && Files.exists(Path.of(command.get(0)))
                            && Files.isDirectory(directory)
                    ? ": the program is there, but not what its first line, #!, names"
                    : "";
            throw new NotStarted(command.get(0), error, hint);
        }
        long number = pid.getInt(0);
        children.add(number);
        return number;
    }

    private static int spawn(Memory pid, List<String> command, Environment environment, Path directory, Path log)
            throws NotStarted {
        try (Memory actions = new Memory(STRUCT);
                Memory attributes = new Memory(STRUCT);
                Memory noSignals = new Memory(STRUCT);
                Memory allSignals = new Memory(STRUCT);
                Memory nothing = text("/dev/null");
                Memory output = text(log.toString());
                Memory place = text(directory.toString());
                Texts arguments = Texts.of(command);
                Texts variables = new Texts(environment.entries())) {
            noSignals.clear();
            allSignals.clear();
            allSignals.setLong(0, -1L); // whatever was ignored where the supervisor was started
            check(posix_spawn_file_actions_init(actions));
            check(posix_spawnattr_init(attributes));
            try {
                check(posix_spawn_file_actions_addopen(actions, 0, nothing, O_RDONLY, 0));
                check(posix_spawn_file_actions_addopen(actions, 1, output, O_APPENDING, OWNER_MAY));
                check(posix_spawn_file_actions_adddup2(actions, 1, 2));
                check(posix_spawn_file_actions_addclosefrom_np(actions, 3));
                check(posix_spawn_file_actions_addchdir_np(actions, place));
                check(posix_spawnattr_setsigmask(attributes, noSignals));
                check(posix_spawnattr_setsigdefault(attributes, allSignals));
                check(posix_spawnattr_setflags(attributes, (short) (SETSID | SETSIGDEF | SETSIGMASK)));
                NativeOpenFiles.lower();
                return posix_spawn(pid, arguments.first(), actions, attributes, arguments.pointers, variables.pointers);
            } finally {
                NativeOpenFiles.raise();
                posix_spawn_file_actions_destroy(actions);
                posix_spawnattr_destroy(attributes);
            }
        }
    }

    private static void check(int error) throws NotStarted {
        if (error != 0) {
            throw new NotStarted("posix_spawn", error, "");
        }
    }

    private static Memory text(String text) throws NotStarted {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Memory text(byte[] bytes) throws NotStarted {
        for (byte b : bytes) {
            if (b == 0) {
                throw new NotStarted("a text with a zero in it cannot be passed to a program", Errno.ENOENT);
            }
        }
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }

    /** A list of texts as C has it. */
    private static final class Texts implements AutoCloseable {
        private final List<Memory> texts = new ArrayList<>();
        private final Memory pointers;

        static Texts of(List<String> all) throws NotStarted {
            return new Texts(all.stream()
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toList());
        }

        Texts(List<byte[]> all) throws NotStarted {
            for (byte[] each : all) {
                texts.add(text(each));
            }
            pointers = new Memory((all.size() + 1L) * Native.POINTER_SIZE);
            pointers.clear();
            for (int i = 0; i < texts.size(); i++) {
                pointers.setPointer((long) i * Native.POINTER_SIZE, texts.get(i));
            }
        }

        Memory first() {
            return texts.get(0);
        }

        @Override
        public void close() {
            texts.forEach(Memory::close);
            pointers.close();
        }
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    @Override
    public long ended() {
        long any = ended(P_ALL, 0);
        if (any == NONE || children.contains(any) || isInit) { // process 1 inherits orphans, who have to be reaped too
            return any;
        }
        for (long child : children) { // that one is not ours to reap, and hides those behind it
            if (ended(P_PID, child) != NONE) {
                return child;
            }
        }
        return NONE;
    }

    private static long ended(int which, long pid) {
        try (Memory info = new Memory(STRUCT)) {
            info.clear();
            return waitid(which, (int) pid, info, WEXITED | WNOHANG | WNOWAIT) == 0 ? info.getInt(SI_PID) : NONE;
        }
    }

    @Override
    public int reap(long pid) {
        children.remove(pid);
        try (Memory status = new Memory(Integer.BYTES)) {
            status.clear();
            waitpid((int) pid, status, WNOHANG);
            int value = status.getInt(0);
            int signal = value & 0x7f;
            return signal == 0 ? value >> 8 & 0xff : 128 + signal;
        }
    }

    private static native int posix_spawn(
            Pointer pid, Pointer path, Pointer actions, Pointer attributes, Pointer arguments, Pointer environment);

    private static native int posix_spawn_file_actions_init(Pointer actions);

    private static native int posix_spawn_file_actions_destroy(Pointer actions);

    private static native int posix_spawn_file_actions_addopen(
            Pointer actions, int descriptor, Pointer path, int flags, int mode);

    private static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    private static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

    private static native int posix_spawn_file_actions_addchdir_np(Pointer actions, Pointer path);

    private static native int posix_spawnattr_init(Pointer attributes);

    private static native int posix_spawnattr_destroy(Pointer attributes);

    private static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    private static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer mask);

    private static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer mask);

    private static native int waitid(int which, int pid, Pointer info, int options);

    private static native int waitpid(int pid, Pointer status, int options);
}
