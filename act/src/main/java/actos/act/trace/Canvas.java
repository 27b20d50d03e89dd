package actos.act.trace;

import actos.protocol.ActorId;
import actos.protocol.journal.Handled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A diagram while it is made: its lanes, and the moments down to now. */
final class Canvas {
    private static final String OUTSIDE = "outside";
    private static final String OTHERS = "others";

    private final Set<String> chosen;
    private final Lane outside;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    /** Those of whom there is something to draw, without the outside. */
    private final List<Lane> used = new ArrayList<>();

    private final List<Message> messages = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private long firstSeq;

    /** @param chosen whose lanes are drawn, everybody else is one lane then; empty for all */
    Canvas(Set<String> chosen) {
        this.chosen = chosen;
        this.outside = new Lane(chosen.isEmpty() ? OUTSIDE : OTHERS, true);
    }

    void read(long seq) {
        firstSeq = firstSeq == 0 ? seq : firstSeq;
    }

    int size() {
        return moments.size();
    }

    /** @param party null for a person or a script */
    Lane lane(ActorId party) {
        boolean isOutside =
                party == null || Lane.isAsking(party.value()) || !chosen.isEmpty() && !chosen.contains(party.value());
        return isOutside ? outside : lanes.computeIfAbsent(party.value(), name -> new Lane(name, false));
    }

    /** Whether a message between these is drawn. */
    boolean draws(Lane from, Lane to) {
        return chosen.isEmpty() || from != outside || to != outside;
    }

    void use(Message message) {
        messages.add(message);
        if (message.from != null) {
            use(message.from);
        }
        use(message.to);
    }

    private void use(Lane lane) {
        if (!lane.isUsed && lane != outside) {
            used.add(lane);
        }
        lane.isUsed = true;
    }

    Moment moment(Instant at) {
        Moment moment = new Moment(at);
        moment.index = moments.size();
        moments.add(moment);
        return moment;
    }

    void mark(Instant at, Mark.Kind kind, Lane lane, Message message, String text) {
        if (lane != outside) {
            moment(at).mark = new Mark(kind, lane, message, text);
        }
    }

    void begin(Instant at, Message message, int attempt) {
        Lane lane = message.to;
        if (lane == outside) {
            return; // what people do with their messages is not known
        }
        Moment sent = message.sent;
        boolean isAtOnce = sent != null
                && message.handlings.isEmpty()
                && sent.at().equals(at)
                && sent.begun == null
                && lane.busy == null
                && (lane.freed == null || lane.freed.index < sent.index);
        Handling handling = new Handling(message, attempt, isAtOnce ? sent : moment(at));
        handling.before = lane.state;
        handling.begun.begun = handling;
        lane.busy = handling;
        message.handlings.add(handling);
    }

    void end(Instant at, Message message, Handling.End end, long tookUs, Handled handled) {
        Handling handling = message.last();
        if (handling == null || handling.ended != null) {
            return; // it began before the diagram
        }
        Moment last = moments.get(moments.size() - 1);
        boolean sendsLast =
                last.at().equals(at) && last.ended == null && last.sent != null && last.sent.sender == handling;
        handling.ended = sendsLast ? last : moment(at);
        handling.ended.ended = handling;
        handling.end = end;
        handling.tookUs = tookUs;
        handling.after = Content.of(handled.state());
        message.to.busy = null;
        message.to.freed = handling.ended;
    }

    /** @param onlyMessages whether what happens before and behind all messages is left out */
    Diagram diagram(boolean onlyMessages, boolean isCut) {
        for (Moment moment : moments) {
            boolean isWorth = moment.mark != null && moment.mark.isBad() && moment.mark.lane() != null;
            if (isWorth && !onlyMessages) {
                use(moment.mark.lane());
            }
        }
        if (outside.isUsed) {
            used.add(0, outside);
        }
        for (int i = 0; i < used.size(); i++) {
            used.get(i).index = i;
        }
        List<String> quiet = lanes.values().stream()
                .filter(lane -> !lane.isUsed)
                .map(Lane::name)
                .toList();
        List<Moment> drawn = new ArrayList<>(moments);
        drawn.removeIf(moment -> moment.mark != null && moment.mark.lane() != null && !moment.mark.lane().isUsed);
        if (onlyMessages) {
            trim(drawn);
        }
        for (int i = 0; i < drawn.size(); i++) {
            drawn.get(i).index = i;
        }
        return new Diagram(used, drawn, List.copyOf(messages), onlyMessages ? List.of() : quiet, firstSeq, isCut);
    }

    private static void trim(List<Moment> drawn) {
        while (!drawn.isEmpty() && isAside(drawn.get(drawn.size() - 1))) {
            drawn.remove(drawn.size() - 1);
        }
        int begin = 0;
        while (begin < drawn.size() && isAside(drawn.get(begin))) {
            begin++;
        }
        drawn.subList(0, begin).clear();
    }

    private static boolean isAside(Moment moment) {
        return moment.mark != null && moment.mark.message() == null;
    }
}
