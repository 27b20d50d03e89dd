package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java's part in what all languages agree on: {@code conformance/facts.jsonl} says which facts there are. */
class ConformanceTest {
    @Test
    void java_agrees_with_every_fact() throws IOException {
        List<String> wrong = new ArrayList<>();
        int facts = 0;
        try (InputStream in = ConformanceTest.class.getResourceAsStream("/conformance/facts.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode fact = Json.mapper().readTree(line);
                facts++;
                String fault = fault(fact);
                if (fault != null) {
                    wrong.add(fault + ": " + Names.printable(line));
                }
            }
        }
        assertTrue(facts > 150, "only " + facts);
        assertEquals("", String.join("\n", wrong));
    }

    /** What Java says instead, or null if it agrees. */
    private static String fault(JsonNode fact) throws IOException {
        String found = found(fact);
        JsonNode last = fact.get(fact.get(0).asText().equals("json") ? 2 : fact.size() - 1);
        String expected = last.isNull() ? "null" : last.asText();
        return expected.equals(found) ? null : found;
    }

    private static String found(JsonNode fact) throws IOException {
        String of = text(fact, 1);
        return switch (fact.get(0).asText()) {
            case "id" -> "" + ActorId.isValid(of);
            case "name" -> "" + isTaken(() -> new MessageName(of));
            case "duration" -> "" + isTaken(() -> Durations.parse("delay", of));
            case "sent" -> new Seed(of).name(fact.get(2).intValue()).value();
            case "seed" ->
                Seed.of(new ActorId(of), party(fact, 2), name(fact, 3), Instant.parse(text(fact, 4)))
                        .value();
            case "child" -> ActorId.ofChild(of, name(fact, 2)).value();
            case "taken" -> OutgoingName.numbered(of, fact.get(2).intValue());
            case "answer" -> part(OutgoingName.answer(new Asker(new ActorId("to"), name(fact, 2)), name(fact, 1)));
            case "behalf" ->
                part(OutgoingName.onBehalfOf(
                        new Asker(party(fact, 2), name(fact, 3)), new ActorId("to"), name(fact, 1)));
            case "question" -> question(fact);
            case "waiting" ->
                Json.read(Json.bytes(fact.get(1)), Envelope.class).waitingName().fileName();
            case "leftAlone" -> "" + Names.leftAlone(of);
            case "json" -> verdict(of);
            case "limit" ->
                of.equals("bytes") ? "" + Json.MAX_BYTES : fact.get(2).asText(); // others: rows of json
            default -> throw new AssertionError("no such fact: " + fact);
        };
    }

    private static String part(OutgoingName name) {
        return name.fileName().replaceFirst("^to::", "").replaceFirst("\\.json$", "");
    }

    private static String question(JsonNode fact) {
        Envelope envelope = new Envelope(
                1, name(fact, 3), party(fact, 2), party(fact, 1), null, name(fact, 4), Instant.EPOCH, 1, null, null);
        MessageName question = Question.tiedTo(envelope);
        boolean late = question != null && Question.isLate(envelope);
        String expected = text(fact, 5);
        return (question == null ? expected == null : question.value().equals(expected)) ? "" + late : question + "";
    }

    private static String verdict(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        String fault = Json.fault(bytes, bytes.length);
        return fault == null ? "accepted" : fault.replaceFirst(":.*(?s:.*)", "");
    }

    private static boolean isTaken(Runnable made) {
        try {
            made.run();
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    private static String text(JsonNode fact, int at) {
        return fact.get(at).isNull() ? null : fact.get(at).asText();
    }

    private static ActorId party(JsonNode fact, int at) {
        return fact.get(at).isNull() ? null : ActorId.party(text(fact, at));
    }

    private static MessageName name(JsonNode fact, int at) {
        return fact.get(at).isNull() ? null : new MessageName(text(fact, at));
    }
}
