package actos.act.trace;

import actos.act.term.Text;
import java.util.ArrayList;
import java.util.List;

/** What happens at a moment, in words. */
final class Words {
    private static final int BODY = 200;

    private Words() {}

    /** All of it on one line; the number of the message that is sent only if it is not told elsewhere. */
    static String of(Moment moment, boolean isNumbered) {
        List<String> parts = new ArrayList<>();
        Message sent = moment.sent();
        if (sent != null) {
            String body = sent.body() == null ? "" : sent.body().line(BODY);
            parts.add(isNumbered ? (sent.id() + " " + body).strip() : body);
        }
        if (moment.begun() != null && moment.begun().message() != sent) {
            parts.add(begins(moment.begun()));
        }
        if (moment.ended() != null) {
            parts.add(ends(moment.ended()));
        }
        if (moment.mark() != null) {
            parts.add(mark(moment.mark()));
        }
        parts.removeIf(String::isEmpty);
        return String.join("  ", parts);
    }

    static String begins(Handling handling) {
        Message message = handling.message();
        String which = message.id() + " begins";
        if (handling.attempt() > 1) {
            return which + ", attempt " + handling.attempt();
        }
        boolean isFirst = message.handlings().get(0) == handling;
        if (!isFirst || message.waited() == null) {
            return isFirst ? which : which + " again";
        }
        return which + ", waited " + Text.span(message.waited());
    }

    static String ends(Handling handling) {
        long id = handling.message().id();
        return switch (handling.end()) {
            case DONE -> id + " took " + Text.span(handling.took());
            case STASHED -> id + " is stashed after " + Text.span(handling.took());
            case RETURNED -> id + " goes back to the mailbox";
            case DEAD -> id + " has ended its actor";
            case OPEN -> "";
        };
    }

    /** With the actor's name, where it is about one and does not begin with a message's number. */
    static String mark(Mark mark) {
        return mark.lane() == null || mark.message() != null
                ? mark.text()
                : mark.lane().name() + " " + mark.text();
    }
}
