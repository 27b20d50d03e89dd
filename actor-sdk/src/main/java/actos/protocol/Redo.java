package actos.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What {@code redo.json} says: handling message {@code id} has led to this, and from now on it counts, whoever carries
 * it out. While the file is there its sends (and requests) wait under hidden names that begin with the message's number.
 * To carry it out is to rename those into view, to write the state, to make the control file {@code stop} if it says so,
 * to delete the question that was answered, to delete {@code current} if it is still this message, or to rename it into the
 * drawer as {@link Root#STASH} if it says so, and to delete {@code redo.json}; each of these steps may be done twice.
 *
 * @param id the number of the message that was handled
 * @param state the new content of {@code state.json} as the actor wrote it, or null if it stays as it is
 * @param stop whether the actor wants to end
 * @param answered the question in {@code asks/} that waits no more, or null
 * @param stash whether the message is put back, and not done
 */
public record Redo(long id, String state, boolean stop, MessageName answered, boolean stash) {
    /** Of a message that answers no question. */
    public Redo(long id, String state, boolean stop) {
        this(id, state, stop, null, false);
    }

    /** The content of {@code redo.json}. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #bytes} or a program in any language has written.
     *
     * @throws Refused if it says nothing that can be carried out
     */
    public static Redo parse(byte[] json) {
        String fault = Json.faultAround(json);
        if (fault != null) {
            throw new Refused(null, fault);
        }
        try (JsonParser in = Json.mapper().getFactory().createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new Refused(null, "redo.json holds no JSON object");
            }
            return fields(in, json);
        } catch (IOException e) {
            throw new Refused(null, "not JSON: " + e.getMessage());
        }
    }

    private static Redo fields(JsonParser in, byte[] json) throws IOException {
        long id = 0;
        String state = null;
        boolean stop = false;
        MessageName answered = null;
        boolean stash = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            switch (field) {
                case "id" -> {
                    if (value != JsonToken.VALUE_NUMBER_INT
                            || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                        throw new Refused("id", "id must be a message's number");
                    }
                    id = in.getLongValue();
                }
                case "state" -> state = raw(in, json);
                case "stop" -> {
                    stop = value == JsonToken.VALUE_TRUE;
                    in.skipChildren();
                }
                case "answered" -> {
                    answered = value == JsonToken.VALUE_NULL ? null : new MessageName(in.getText());
                    in.skipChildren();
                }
                case "stash" -> {
                    stash = value == JsonToken.VALUE_TRUE;
                    in.skipChildren();
                }
                default -> in.skipChildren();
            }
        }
        if (id <= 0) {
            throw new Refused("id", "\"id\" is missing: it says which message was handled");
        }
        return new Redo(id, state, stop, answered, stash);
    }

    /** The value that the parser stands at, byte for byte. */
    private static String raw(JsonParser in, byte[] json) throws IOException {
        int start = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        int end = (int) in.currentLocation().getByteOffset();
        return new String(json, start, end - start, StandardCharsets.UTF_8);
    }

    /** The content of {@code redo.json} as text. */
    @Override
    public String toString() {
        return "{\"id\":" + id
                + (state == null ? "" : ",\"state\":" + state)
                + (stop ? ",\"stop\":true" : "")
                + (answered == null ? "" : ",\"answered\":\"" + answered + "\"")
                + (stash ? ",\"stash\":true" : "")
                + "}\n";
    }
}
