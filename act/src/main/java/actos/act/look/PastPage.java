package actos.act.look;

import actos.act.mail.MailView;
import actos.act.replay.Moment;
import actos.act.term.Embedded;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Aside;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** What is shown of a moment in the past: what its specifications, states and mail tell. Nothing else is known of it. */
final class PastPage {
    private static final int MAIL_SHOWN = 5;
    private static final int STATE_SHOWN = 10_000;

    private final Moment then;

    PastPage(Moment then) {
        this.then = then;
    }

    /** The actors, as {@code act ls} has them. */
    static Result list(Moment then, boolean isTree) {
        if (isTree) {
            throw Failure.usage("--tree shows the present only: leave out --at or --tree");
        }
        PastPage page = new PastPage(then);
        return Result.of(page::printList, page::jsonList);
    }

    private void printList(Output output) throws IOException {
        Table table = new Table("ID", "WAITING", "CURRENT");
        for (ActorId id : then.actors()) {
            Moment.Mail current = then.current(id);
            table.row(id, then.pending(id).size(), current == null ? "" : current.id());
        }
        if (table.isEmpty()) {
            output.line("there were no actors");
        } else {
            table.print(output);
        }
    }

    private ArrayNode jsonList() throws IOException {
        ArrayNode list = Json.mapper().createArrayNode();
        for (ActorId id : then.actors()) {
            list.add(status(id));
        }
        return list;
    }

    /** Of the fields of {@code status.json} those that are known. */
    private ObjectNode status(ActorId id) throws IOException {
        ActorSpec spec = spec(id);
        ActorId parent = spec == null ? null : spec.supervision().parent();
        Moment.Mail current = then.current(id);
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", id.value());
        json.put("parent", parent == null ? null : parent.value());
        json.put("manual", spec != null && spec.manual());
        json.put("waiting", then.pending(id).size());
        json.set("current", current == null ? null : MailView.json(current, id));
        return json;
    }

    /**
     * An actor, a message in a mailbox, or for null the system.
     *
     * @throws Failure if there was nothing of that name
     */
    Result of(String thing) throws IOException {
        if (thing == null) {
            return Result.of(
                    this::printList, () -> Json.mapper().createObjectNode().set("actors", jsonList()));
        }
        if (ActorId.isValid(thing) && then.actors().contains(new ActorId(thing))) {
            ActorId id = new ActorId(thing);
            return Result.of(output -> printActor(output, id), () -> actor(id));
        }
        for (ActorId id : then.actors()) {
            for (Moment.Mail mail : then.mail(id)) {
                if (isMeant(thing, id, mail)) {
                    return Result.of(output -> printMessage(output, id, mail), () -> message(id, mail));
                }
            }
        }
        throw Failure.unknown(
                "there was no actor \"" + Names.printable(thing) + "\" then, and no message of that number or"
                        + " name was in a mailbox; act show " + Names.printable(thing) + " shows what became of it");
    }

    private static boolean isMeant(String thing, ActorId to, Moment.Mail mail) {
        boolean isCurrent = mail.isCurrent() && thing.equals(to + "/current");
        return isCurrent
                || mail.parts() != null
                        && (thing.equals(String.valueOf(mail.id()))
                                || thing.equals(mail.parts().name().value()));
    }

    private void printActor(Output output, ActorId id) throws IOException {
        output.line(output.terminal().strong(id.value()));
        ActorSpec spec = spec(id);
        if (spec == null) {
            output.line("program unknown: the specification then is not known");
        } else {
            SpecLines.print(output, spec);
        }
        byte[] state = then.state(id);
        output.cutLine("state   " + (state == null ? "(not known)" : Text.oneLine(state, STATE_SHOWN)));
        Moment.Mail current = then.current(id);
        if (current != null) {
            output.cutLine("current " + current.id() + " from " + sender(current) + "  " + shown(current.body()));
        }
        List<Moment.Mail> mail = then.pending(id);
        output.line("mail    " + Text.count(mail.size(), "message") + " waiting");
        for (Moment.Mail waiting : mail.subList(0, Math.min(MAIL_SHOWN, mail.size()))) {
            output.cutLine("        " + (waiting.id() == 0 ? Text.tame(waiting.fileName()) : waiting.id()) + "  "
                    + shown(waiting.body()));
        }
        if (mail.size() > MAIL_SHOWN) {
            output.line("        and " + (mail.size() - MAIL_SHOWN) + " more");
        }
    }

    private ObjectNode actor(ActorId id) throws IOException {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", id.value());
        Embedded.put(json, "spec", then.spec(id));
        Embedded.put(json, "state", then.state(id));
        json.set("current", status(id).get("current"));
        ArrayNode mail = json.putArray("mail");
        then.pending(id).forEach(waiting -> mail.add(MailView.json(waiting, id)));
        return json;
    }

    private static void printMessage(Output output, ActorId to, Moment.Mail mail) {
        output.line(output.terminal().strong("message " + mail.id()) + "  " + sender(mail) + " → " + to);
        output.line("fate    " + fate(to, mail));
        output.line("name    " + mail.parts().name());
        if (mail.parts().cause() != 0) {
            output.line("cause   message " + mail.parts().cause());
        }
        output.line("body    " + shown(mail.body()));
    }

    private static ObjectNode message(ActorId to, Moment.Mail mail) {
        return MailView.json(mail, to).put("fate", fate(to, mail));
    }

    private static String fate(ActorId to, Moment.Mail mail) {
        Aside aside = Aside.of(mail.fileName());
        return mail.isCurrent()
                ? to + " had it in its hands"
                : "it waited for " + to + (aside == null ? "" : ", " + aside.word());
    }

    private static String sender(Moment.Mail mail) {
        return mail.parts() == null || mail.parts().from() == null
                ? "·"
                : mail.parts().from().value();
    }

    private static String shown(byte[] body) {
        return body == null ? "(not known)" : Text.oneLine(body, STATE_SHOWN);
    }

    private ActorSpec spec(ActorId id) {
        byte[] spec = then.spec(id);
        try {
            return spec == null ? null : ActorSpec.parse(spec);
        } catch (Refused changedByHand) {
            return null;
        }
    }
}
