package actos.supervisor.posix;

class PlainPosixTest extends PosixContract {
    @Override
    Posix posix() {
        return new PlainPosix();
    }
}
