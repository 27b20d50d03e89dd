package actos.act.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLockTest {
    @TempDir
    Path dir;

    TestRoot test;
    final ProcessIdentity self =
            ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        TestRoot.write(test.root.lock(), "");
        says(self.pid(), self);
    }

    @Test
    void finds_the_supervisor_that_holds_the_lock() throws Exception {
        try (FileChannel channel = FileChannel.open(test.root.lock(), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertEquals(new Liveness.Served(true, self), new HeldLock().look(test.root));
        }
    }

    @Test
    void trusts_no_stale_pid() {
        assertEquals(Liveness.Served.BY_NOBODY, new HeldLock().look(test.root));
    }

    @Test
    void signals_no_stranger() throws Exception {
        try (FileChannel channel = FileChannel.open(test.root.lock(), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            says(self.pid() + 1, self);
            assertNull(new HeldLock().look(test.root).supervisor());
            says(self.pid(), new ProcessIdentity(self.pid(), self.startTime() + 1, self.bootId()));
            assertNull(new HeldLock().look(test.root).supervisor());
            TestRoot.write(test.root.systemStatus(), "{\"pid\":");
            assertNull(new HeldLock().look(test.root).supervisor());
        }
    }

    @Test
    void finds_a_supervisor_that_has_another_number_in_its_own_namespace() throws Exception {
        String there = self.bootId().split("/", 2)[0] + "/pid:[1]";
        Process holder = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX); print(flush=True); input()",
                        test.root.lock().toString())
                .start();
        try {
            assertEquals('\n', holder.getInputStream().read());
            ProcessIdentity seen = ProcessIdentity.of(holder.pid()).orElseThrow();
            says(1, new ProcessIdentity(1, seen.startTime(), there));
            assertEquals(new Liveness.Served(true, seen), new HeldLock().look(test.root));
            says(1, new ProcessIdentity(1, seen.startTime() + 1, there));
            assertNull(new HeldLock().look(test.root).supervisor(), "one of before, and this one is still starting");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertEquals(Liveness.Served.BY_NOBODY, new HeldLock().look(test.root));
    }

    private void says(long pid, ProcessIdentity identity) throws IOException {
        TestRoot.write(test.root.pid(), pid + "\n");
        TestRoot.write(
                test.root.systemStatus(),
                "{\"version\":\"1\",\"degraded\":[{\"pid\":1}],\"pid\":" + identity.pid() + ",\"startTime\":"
                        + identity.startTime() + ",\"bootId\":\"" + identity.bootId() + "\"}");
    }
}
