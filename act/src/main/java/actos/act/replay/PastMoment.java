package actos.act.replay;

import actos.act.term.Text;
import actos.protocol.ActorId;
import java.util.List;
import java.util.Set;

/** A moment that the journal tells of. */
final class PastMoment implements Moment {
    private final Reconstruction past;
    private final Replay then;

    PastMoment(Reconstruction past, Replay then) {
        this.past = past;
        this.then = then;
    }

    @Override
    public String sentence() {
        return "as it was at " + Text.precise(then.at()) + ", just after line " + then.seq() + " of the journal";
    }

    @Override
    public Set<ActorId> actors() {
        return then.actors().keySet();
    }

    @Override
    public byte[] spec(ActorId actor) {
        return past.bytes(then.actors().get(actor).spec());
    }

    @Override
    public byte[] state(ActorId actor) {
        return past.bytes(then.actors().get(actor).state());
    }

    @Override
    public List<Mail> mail(ActorId actor) {
        return then.actors().get(actor).mail().values().stream()
                .map(mail -> new Mail(
                        mail.fileName(),
                        mail.current(),
                        () -> past.bytes(then.body(mail.name().id()))))
                .sorted(Mail.ORDER)
                .toList();
    }

    @Override
    public Set<String> questions(ActorId actor) {
        return then.actors().get(actor).questions().keySet();
    }
}
