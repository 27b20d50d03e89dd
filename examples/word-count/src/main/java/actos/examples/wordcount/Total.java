package actos.examples.wordcount;

import actos.actor.Actor;
import actos.actor.ActorMain;
import actos.actor.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up the counters' reports. {@code {"words": {"a": 2}}} is a report; {@code {"top": 10}} is answered with the total
 * and the ten words that came most often, words that came equally often in the order of their letters.
 */
final class Total implements Actor<Total.Sum> {
    /** Everything that was reported so far. */
    static final class Sum {
        public int reports;
        public Map<String, Long> words = new TreeMap<>();
    }

    /** A word and how often it came. */
    record Line(String word, long count) {}

    /** What a question is answered with. */
    record Answer(int reports, long total, List<Line> top) {}

    @Override
    public void receive(JsonNode message, Context<Sum> context) {
        Sum sum = context.state();
        if (message.has("words")) {
            sum.reports++;
            context.messageAs(Counter.Report.class).words().forEach((word, n) -> sum.words.merge(word, n, Long::sum));
        } else {
            context.reply(answer(sum, message.path("top").asInt(10)));
        }
    }

    private static Answer answer(Sum sum, int top) {
        List<Line> lines = sum.words.entrySet().stream()
                .map(entry -> new Line(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Line::count).reversed().thenComparing(Line::word))
                .limit(top)
                .toList();
        long total = sum.words.values().stream().mapToLong(n -> n).sum();
        return new Answer(sum.reports, total, lines);
    }

    public static void main(String[] args) {
        ActorMain.run(new Total(), args);
    }
}
