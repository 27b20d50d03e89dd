package actos.supervisor.shell;

class PlainPosixTest extends PosixContract {
    @Override
    Posix posix() {
        return new PlainPosix();
    }
}
