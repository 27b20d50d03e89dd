package actos.act.trace;

import actos.act.term.Output;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A log for ShiViz: two lines an event, the lane and its vector clock, and what happened. Clocks are made here, of who was sent
 * what by whom; the journal has none.
 */
final class ShivizForm {
    private static final int BODY = 200;

    private final Diagram diagram;
    private final Output output;
    private final Map<Lane, Map<String, Long>> clocks = new HashMap<>();
    /** The clock of each message's sending. */
    private final Map<Message, Map<String, Long>> sent = new HashMap<>();

    ShivizForm(Diagram diagram, Output output) {
        this.diagram = diagram;
        this.output = output;
    }

    void print() {
        for (Moment moment : diagram.moments()) {
            Message message = moment.sent();
            if (message != null) {
                String body = message.body() == null ? "" : " " + message.body().line(BODY);
                event(
                        message.from(),
                        Map.of(),
                        "sends " + message.id() + " to " + message.to().name() + body);
                sent.put(message, Map.copyOf(clocks.get(message.from())));
            }
            if (message != null && message.to().isOutside()) {
                event(message.to(), sent.get(message), "gets " + message.id());
            }
            if (moment.begun() != null) {
                Message begun = moment.begun().message();
                event(begun.to(), sent.getOrDefault(begun, Map.of()), Words.begins(moment.begun()));
            }
            if (moment.ended() != null) {
                event(moment.ended().lane(), Map.of(), Words.ends(moment.ended()));
            }
            Mark mark = moment.mark();
            if (mark != null && mark.lane() != null) {
                event(mark.lane(), Map.of(), mark.text());
            }
        }
    }

    /** @param after the clock of what it comes after, beside what the lane did before */
    private void event(Lane lane, Map<String, Long> after, String what) {
        Map<String, Long> clock = clocks.computeIfAbsent(lane, made -> new TreeMap<>());
        after.forEach((name, ticks) -> clock.merge(name, ticks, Math::max));
        clock.merge(lane.name(), 1L, Long::sum);
        output.line(lane.name() + " "
                + clock.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                        .collect(Collectors.joining(",", "{", "}")));
        output.line(what);
    }
}
