package actos.supervisor.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Memory that the kernel reads and writes, made once and used again and again. */
final class NativeBuffer {
    final ByteBuffer bytes;
    final long address;

    NativeBuffer(int size) {
        this.bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    }

    /** A text as C wants it. */
    static NativeBuffer of(String text) {
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        NativeBuffer buffer = new NativeBuffer(name.length + 1);
        buffer.put(name);
        return buffer;
    }

    /** Puts a name into it as C wants it; its address. */
    long put(byte[] name) {
        bytes.put(0, name).put(name.length, (byte) 0);
        return address;
    }
}
