package actos.act.look;

import actos.act.term.Output;
import actos.act.term.Text;
import actos.protocol.ActorSpec;
import actos.protocol.Durations;
import actos.protocol.Restart;
import actos.protocol.Supervision;

/** What an actor's page says of its specification. */
final class SpecLines {
    private SpecLines() {}

    static void print(Output output, ActorSpec spec) {
        output.line("program " + program(spec));
        output.line("rules   " + rules(spec));
        if (spec.supervision().parent() != null) {
            output.line("parent  " + spec.supervision().parent());
        }
    }

    private static String program(ActorSpec spec) {
        if (!spec.hasProcess()) {
            return spec.isGroup() ? "none: a group" : "none: a person or a tool plays it";
        }
        StringBuilder line = new StringBuilder(Text.tame(spec.path()));
        spec.args().forEach(arg -> line.append(' ').append(Text.tame(arg)));
        return line.toString();
    }

    /** When it is started again, how often and at what distances; and the other times and bounds that it has. */
    private static String rules(ActorSpec spec) {
        StringBuilder rules = new StringBuilder("restart ").append(spec.restart());
        if (spec.restart() != Restart.TEMPORARY) {
            rules.append(" (at most ").append(spec.intensity()).append(" within ");
            rules.append(Durations.format(spec.period())).append(", backoff ");
            rules.append(Durations.format(spec.backoff().first())).append(" to ");
            rules.append(Durations.format(spec.backoff().max()));
            rules.append(spec.isGroup() ? ")" : ", onRestart " + spec.onRestart() + ")");
        }
        if (!spec.isGroup()) {
            rules.append(", ready by ").append(spec.readyByFile() ? "file" : "signal");
            rules.append(", readyTimeout ").append(Durations.format(spec.readyTimeout()));
        }
        boolean isEndless = spec.stopTimeout().equals(Supervision.FOREVER);
        rules.append(", stopTimeout ").append(isEndless ? "infinity" : Durations.format(spec.stopTimeout()));
        if (!spec.isGroup()) {
            rules.append(", handleTimeout ").append(Durations.format(spec.handleTimeout()));
            rules.append(", maxAttempts ").append(spec.maxAttempts());
        }
        return rules.toString();
    }
}
