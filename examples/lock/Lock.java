import actos.actor.Actor;
import actos.actor.ActorMain;
import actos.actor.Context;
import actos.protocol.Asker;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A lock: the first who waits has it, and was told so. */
public final class Lock implements Actor<Lock.Queue> {
    /** The state. */
    public static final class Queue {
        public List<Asker> waiting = new ArrayList<>();
    }

    @Override
    public void receive(JsonNode message, Context<Queue> context) {
        List<Asker> waiting = context.state().waiting;
        if (message.asText().equals("acquire")) {
            waiting.add(context.asker());
            if (waiting.size() == 1) {
                context.reply("yours");
            }
        } else if (!waiting.isEmpty()) {
            waiting.remove(0);
            if (!waiting.isEmpty()) {
                context.answer(waiting.get(0), "yours");
            }
        }
    }

    public static void main(String[] args) {
        ActorMain.run(new Lock(), args);
    }
}
