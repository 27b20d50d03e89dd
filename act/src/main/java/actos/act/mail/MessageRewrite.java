package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.Disk;
import actos.act.root.Message;
import actos.act.term.Failure;
import actos.act.wait.DeliveryControl;
import actos.protocol.Aside;
import actos.protocol.Names;
import actos.protocol.Publish;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Gives a waiting message another content: holds it back, replaces it by one rename, lets it go again. So it is delivered
 * as it was or as it is to be, and if it was delivered already, nothing happens. A crash leaves it held, whole.
 */
final class MessageRewrite {
    private MessageRewrite() {}

    /**
     * @param before what it was when it was looked at
     * @throws Failure if it waits no more, or somebody else has changed it since; then nothing was changed
     */
    static void replace(Workspace workspace, Message message, byte[] before, byte[] after) throws IOException {
        DeliveryControl pausing = new DeliveryControl(workspace);
        Path file = message.file();
        boolean isMine = pausing.hold(message);
        Path held = isMine ? file.resolveSibling(Disk.name(file) + Aside.HELD.ending()) : file;
        Message waiting = Message.parse(held);
        if (waiting == null) {
            throw Failure.failed("message " + message.id() + " was deleted or delivered just now, so nothing was"
                    + " changed; act show " + message.id() + " tells where it is");
        }
        boolean same = Arrays.equals(waiting.body(), before);
        if (same) {
            Publish.replace(held, after);
        }
        if (isMine) {
            pausing.release(waiting);
        }
        if (!same) {
            throw Failure.failed("somebody else has changed message " + message.id()
                    + " meanwhile, so nothing was written; act diff " + message.id() + " shows how it is now");
        }
    }

    /** A message as one line: {@code message 42 for shop}. */
    static String shown(Message message) {
        return (message.id() == 0 ? Names.printable(message.fileName()) : "message " + message.id()) + " for "
                + message.to();
    }
}
