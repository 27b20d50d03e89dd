package actos.actor;

import actos.protocol.ActorSpec;
import actos.protocol.Asker;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** An actor for tests: adds numbers, answers with the sum; texts are orders. */
class Adder implements Actor<Adder.Sum> {
    /** Changed in place, to show that such a state is written, and is not kept when its message was dropped. */
    static final class Sum {
        public long n;

        @JsonInclude(JsonInclude.Include.NON_NULL)
        public Asker asker;
    }

    @Override
    public void receive(JsonNode message, Context<Sum> context) {
        if (message.isTextual()) {
            obey(message.textValue(), context);
            return;
        }
        context.state().n += message.longValue();
        context.reply(context.state().n);
    }

    private static void obey(String order, Context<Sum> context) {
        switch (order) {
            case "crash" -> throw new IllegalStateException("told to crash");
            case "log" -> context.log("Grüße aus 日本");
            case "stop" -> context.stop();
            case "ask" -> ask(context);
            case "keep" -> context.state().asker = context.asker();
            case "answer" -> context.answer(context.state().asker, "at last");
            case "forward" -> context.forward("bob");
            case "stash" -> context.stash();
            case "unstash" -> context.unstash();
            case "spawn" -> context.spawn("../worker.sh", "-x");
            case "everything" -> everything(7, context);
            default -> throw new IllegalArgumentException(order);
        }
    }

    /** Adds what bob says when he says it. */
    private static void ask(Context<Sum> context) {
        context.state().n += 1;
        context.ask("bob", "how many?", new Kept(10));
    }

    /** What {@link #ask} wants to know again. */
    record Kept(long plus) {}

    @Override
    public void answered(Answer answer, Context<Sum> context) {
        long plus = answer.keptAs(Kept.class).plus();
        if (answer.error() != null) {
            context.reply(answer.error());
        } else if (answer.body().asText().equals("not yet")) {
            context.stash();
        } else if (answer.body().isTextual()) {
            ask(context);
        } else {
            context.state().n += answer.body().longValue() + plus;
            context.reply(context.state().n);
        }
    }

    /** Something of each kind: a new state, two messages, a request, the wish to stop. */
    static void everything(long number, Context<Sum> context) {
        context.state().n += number;
        context.send("ann", 1);
        context.send("ann", number);
        context.spawn(ActorSpec.program("/bin/true"));
        context.stop();
    }

    /** As a supervisor starts it, or with {@code attach ROOT ID} as a person does. */
    public static void main(String[] args) {
        if (args.length == 3 && args[0].equals("attach")) {
            ActorMain.attach(Path.of(args[1]), args[2], new Adder());
        }
        ActorMain.run(new Adder(), args);
    }
}
