package actos.act.history;

import actos.protocol.RegularFile;
import actos.protocol.Root;
import actos.protocol.Sha256;
import actos.protocol.journal.Recorded;
import java.io.IOException;

/**
 * All bytes of what the journal records: those in the line itself, or those that lie beside the journal under their hash,
 * which is checked, since anybody may have changed the file. For any thread.
 */
public final class RecordedBytes {
    private final Root root;

    public RecordedBytes(Root root) {
        this.root = root;
    }

    /** The bytes, not to be changed; null if nothing is recorded, or the file is gone or has other content. */
    public byte[] of(Recorded recorded) {
        if (recorded == null || recorded.bytes() != null) {
            return recorded == null ? null : recorded.bytes();
        }
        String sha256 = recorded.sha256();
        boolean isNamed = sha256 != null && sha256.matches("[0-9a-f]{64}");
        if (!isNamed || recorded.size() < 0 || recorded.size() >= Integer.MAX_VALUE) {
            return null; // somebody has changed the line
        }
        try {
            byte[] content = RegularFile.read(root.journalObject(sha256), (int) recorded.size());
            return Sha256.hex(content).equals(sha256) ? content : null;
        } catch (IOException gone) {
            return null;
        }
    }
}
