package actos.actor;

import actos.protocol.Json;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.Arrays;

/**
 * The type of an actor's state, as its class declares it, and that state as JSON. A field that the type does not know
 * is an error: it would be lost with the next write, and is often a slip of the pen of the person who edited the file.
 */
final class StateType<S> {
    private final JavaType type;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private StateType(JavaType type) {
        this.type = type;
        this.reader = Json.mapper().readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.writer = Json.mapper().writerFor(type);
    }

    /** @throws IllegalArgumentException if the class does not say what its state is */
    static <S> StateType<S> of(Actor<S> actor) {
        TypeFactory types = Json.mapper().getTypeFactory();
        JavaType[] found = types.findTypeParameters(types.constructType(actor.getClass()), Actor.class);
        if (found == null || found.length != 1 || found[0].isJavaLangObject()) {
            throw new IllegalArgumentException(actor.getClass().getName()
                    + " does not say what its state is: declare a class that implements Actor<YourState>");
        }
        return new StateType<>(found[0]);
    }

    S read(byte[] json) throws IOException {
        if (isBlank(json)) {
            throw new IOException("it is empty");
        }
        return reader.readValue(json);
    }

    byte[] write(S state) throws IOException {
        byte[] json = writer.writeValueAsBytes(state);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private static boolean isBlank(byte[] json) {
        for (byte b : json) {
            if (b < 0 || b > ' ') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return type.toCanonical();
    }
}
