package actos.act.dead;

import actos.act.call.EditedCopy;
import actos.act.call.Workspace;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.protocol.Names;
import actos.protocol.Publish;
import java.io.IOException;
import java.util.Arrays;

/** Lets a person edit something in {@code dead/}; what was written replaces it where it lies, by one rename. */
final class DeadItemEdit {
    private DeadItemEdit() {}

    /** @throws Failure if it was not edited into something right, or is not there any more */
    static void replace(Workspace workspace, DeadItem thing, EditedCopy.Check check) throws IOException {
        Object inode = Disk.inode(thing.path());
        byte[] original = Disk.bytes(thing.path());
        EditedCopy copy = new EditedCopy(
                workspace.surroundings(),
                Names.printable(thing.name()),
                original == null ? new byte[0] : original,
                "nothing was sent; it stays in dead/");
        byte[] edited = copy.edit(check);
        if (inode == null || !inode.equals(Disk.inode(thing.path()))) {
            throw Failure.failed(Names.printable(thing.name())
                    + " was sent, deleted or replaced by somebody else meanwhile, so nothing was done; what you wrote is in "
                    + copy.path());
        }
        if (!Arrays.equals(edited, Disk.bytes(thing.path()))) {
            Publish.replace(thing.path(), edited);
        }
        copy.discard();
    }
}
