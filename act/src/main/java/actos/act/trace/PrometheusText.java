package actos.act.trace;

import actos.act.term.Output;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Figures in the text format of Prometheus: counters and summaries, each with the label {@code actor}. */
final class PrometheusText {
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 1};

    private final Output output;

    PrometheusText(Output output) {
        this.output = output;
    }

    void print(Map<String, Figures.OfActor> actors) {
        counter(actors, "actos_messages_handled_total", "Messages that the actor has handled.", its -> its.handled);
        counter(actors, "actos_restarts_total", "How often the actor was started again.", its -> its.restarts);
        counter(actors, "actos_dead_messages_total", "Messages to the actor that are dead.", its -> its.dead);
        summary(actors, "actos_handling_seconds", "How long the actor works at a message.", its -> its.took);
        summary(actors, "actos_waiting_seconds", "How long a message waits for the actor.", its -> its.waited);
    }

    private void counter(
            Map<String, Figures.OfActor> actors, String name, String help, ToLongFunction<Figures.OfActor> value) {
        head(name, help, "counter");
        actors.forEach((actor, its) -> output.line(name + "{" + label(actor) + "} " + value.applyAsLong(its)));
    }

    private void summary(
            Map<String, Figures.OfActor> actors, String name, String help, Function<Figures.OfActor, Histogram> value) {
        head(name, help, "summary");
        actors.forEach((actor, its) -> {
            Histogram times = value.apply(its);
            for (double quantile : QUANTILES) {
                long us = quantile == 1 ? times.longest() : times.percentile(quantile);
                String shown = times.count() == 0 ? "NaN" : Double.toString(us / 1e6);
                output.line(name + "{" + label(actor) + ",quantile=\"" + quantile + "\"} " + shown);
            }
            output.line(name + "_sum{" + label(actor) + "} " + times.sum() / 1e6);
            output.line(name + "_count{" + label(actor) + "} " + times.count());
        });
    }

    private void head(String name, String help, String type) {
        output.line("# HELP " + name + " " + help);
        output.line("# TYPE " + name + " " + type);
    }

    private static String label(String actor) {
        return "actor=\"" + actor.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
