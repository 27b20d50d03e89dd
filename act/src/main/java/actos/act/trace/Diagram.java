package actos.act.trace;

import java.time.Instant;
import java.util.List;

/**
 * The space-time diagram of a part of the past: who sent what to whom, who worked when, and what else happened. It is data, and
 * knows no form in which it is shown.
 *
 * @param lanes those who take part, from left to right: the outside first, then in the order in which they have mail
 * @param moments all that happens, in the order of the journal
 * @param messages in the order in which they appear
 * @param quiet actors of which there is nothing to draw
 * @param firstSeq the first line of the journal that was read for it; 0 if there was none
 * @param isCut whether lines before that, or behind the last, were left out because there are too many
 */
public record Diagram(
        List<Lane> lanes,
        List<Moment> moments,
        List<Message> messages,
        List<String> quiet,
        long firstSeq,
        boolean isCut) {
    /** When it begins; null if it is empty. */
    public Instant begin() {
        return moments.isEmpty() ? null : moments.get(0).at();
    }

    /** Whether nothing happens. */
    public boolean isEmpty() {
        return moments.isEmpty();
    }
}
