package actos.act.trace;

import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.Sha256;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Spans of OpenTelemetry, as OTLP writes them in JSON: each actor is a service, each handling a span below the handling that
 * has sent its message, and what came from outside begins a trace. The same journal gives the same ids.
 */
final class OtlpForm {
    private static final int BODY = 1000;
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;
    private static final int CONSUMER = 5;
    private static final int ERROR = 2;

    private final Diagram diagram;
    /** The first handling of each trace: what its id is made of. */
    private final Map<Handling, String> traces = new HashMap<>();

    OtlpForm(Diagram diagram) {
        this.diagram = diagram;
    }

    ObjectNode json() {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode resources = json.putArray("resourceSpans");
        Map<Lane, ArrayNode> spans = new HashMap<>();
        for (Moment moment : diagram.moments()) {
            if (moment.begun() != null) {
                span(spans.computeIfAbsent(moment.begun().lane(), lane -> service(resources, lane)), moment.begun());
            }
        }
        return json;
    }

    private static ArrayNode service(ArrayNode resources, Lane lane) {
        ObjectNode resource = resources.addObject();
        text(resource.putObject("resource").putArray("attributes"), "service.name", lane.name());
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "act trace");
        return scope.putArray("spans");
    }

    private void span(ArrayNode spans, Handling handling) {
        Message message = handling.message();
        Handling sender = message.sender();
        String trace = sender == null ? id("trace", message.handlings().get(0), TRACE_DIGITS) : traces.get(sender);
        traces.put(handling, trace);
        Instant begun = handling.begun().at();
        Instant ended = handling.ended() == null ? begun : begun.plus(handling.took());
        ObjectNode span = spans.addObject();
        span.put("traceId", trace);
        span.put("spanId", id("span", handling, SPAN_DIGITS));
        if (sender != null) {
            span.put("parentSpanId", id("span", sender, SPAN_DIGITS));
        }
        span.put("name", handling.lane().name() + " " + message.id());
        span.put("kind", CONSUMER);
        span.put("startTimeUnixNano", nanos(begun));
        span.put("endTimeUnixNano", nanos(ended));
        ArrayNode attributes = span.putArray("attributes");
        text(attributes, "messaging.system", "actos");
        text(attributes, "messaging.message.id", Long.toString(message.id()));
        if (message.from() != null) {
            text(attributes, "actos.from", message.from().name());
        }
        text(attributes, "actos.attempt", Integer.toString(handling.attempt()));
        text(attributes, "actos.end", handling.end().name().toLowerCase(Locale.ROOT));
        if (handling == message.handlings().get(0) && message.waited() != null) {
            text(attributes, "actos.waited", Text.span(message.waited()));
        }
        if (message.body() != null) {
            text(attributes, "messaging.message.body", message.body().line(BODY));
        }
        if (handling.end() == Handling.End.RETURNED || handling.end() == Handling.End.DEAD) {
            span.putObject("status").put("code", ERROR).put("message", Words.ends(handling));
        }
    }

    private static void text(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    private static String id(String of, Handling handling, int digits) {
        Message message = handling.message();
        String whole = of + " " + message.id() + " " + message.handlings().indexOf(handling) + " "
                + handling.begun().at();
        return Sha256.hex(whole.getBytes(StandardCharsets.UTF_8)).substring(0, digits);
    }

    private static String nanos(Instant at) {
        long seconds = Math.max(0, at.getEpochSecond());
        return seconds == 0 ? "0" : seconds + String.format("%09d", at.getNano());
    }
}
