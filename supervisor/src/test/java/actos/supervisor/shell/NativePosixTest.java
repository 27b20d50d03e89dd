package actos.supervisor.shell;

import java.io.IOException;

class NativePosixTest extends PosixContract {
    @Override
    Posix posix() throws IOException {
        return new NativePosix();
    }
}
