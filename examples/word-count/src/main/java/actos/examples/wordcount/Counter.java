package actos.examples.wordcount;

import actos.actor.Actor;
import actos.actor.ActorMain;
import actos.actor.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Counts words, as {@code count-python.py} does: {@code {"line": "a b a"}} is counted, {@code {"report": "total"}} sends
 * what was counted to {@code total}, and any other message is answered with the number of words so far. The state is
 * {@code {"a": 2, "b": 1}}.
 */
final class Counter implements Actor<Map<String, Long>> {
    /** What stands between words: what {@code tr} and {@code wc} call {@code [:space:]}. */
    private static final String SPACE = " \t\n\u000b\f\r";

    /** What is sent to the actor that adds up. */
    record Report(Map<String, Long> words) {}

    @Override
    public void receive(JsonNode message, Context<Map<String, Long>> context) {
        Map<String, Long> words = context.state();
        if (message.has("line")) {
            StringTokenizer line = new StringTokenizer(message.get("line").textValue(), SPACE);
            while (line.hasMoreTokens()) {
                words.merge(line.nextToken(), 1L, Long::sum);
            }
        } else if (message.has("report")) {
            context.send(message.get("report").textValue(), new Report(words));
        } else {
            context.reply(words.values().stream().mapToLong(n -> n).sum());
        }
    }

    public static void main(String[] args) {
        ActorMain.run(new Counter(), args);
    }
}
