package actos.act.trace;

import actos.act.history.Link;
import actos.act.term.Output;
import actos.act.term.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Who talks to whom, as a graph for Graphviz: how many messages, how long they waited and were handled on average. */
final class DotForm {
    /** All messages from one to another. */
    private static final class Edge {
        long messages;
        long dead;
        long waited;
        long waitedNs;
        long handled;
        long handledNs;

        void add(Message message) {
            messages++;
            if (message.waited() != null) {
                waited++;
                waitedNs += message.waited().toNanos();
            }
            for (Handling handling : message.handlings()) {
                if (handling.took() != null) {
                    handled++;
                    handledNs += handling.took().toNanos();
                }
            }
            dead += message.fate() == Link.Fate.DEAD ? 1 : 0;
        }

        String label() {
            StringBuilder label = new StringBuilder(Text.count(messages, "message"));
            if (waited > 0) {
                label.append("\nwaited ").append(Text.span(Duration.ofNanos(waitedNs / waited)));
            }
            if (handled > 0) {
                label.append("\ntook ").append(Text.span(Duration.ofNanos(handledNs / handled)));
            }
            return dead > 0 ? label.append("\n").append(dead).append(" dead").toString() : label.toString();
        }
    }

    private record Pair(Lane from, Lane to) {}

    private final Diagram diagram;
    private final Output output;

    DotForm(Diagram diagram, Output output) {
        this.diagram = diagram;
        this.output = output;
    }

    void print() {
        Map<Pair, Edge> edges = new LinkedHashMap<>();
        for (Message message : diagram.messages()) {
            if (message.from() != null) {
                edges.computeIfAbsent(new Pair(message.from(), message.to()), pair -> new Edge())
                        .add(message);
            }
        }
        output.line("digraph actors {");
        output.line("  rankdir=LR;");
        output.line("  node [shape=box, style=rounded, fontname=\"sans-serif\"];");
        output.line("  edge [fontname=\"sans-serif\", fontsize=10];");
        for (Lane lane : diagram.lanes()) {
            output.line("  " + quoted(lane.name()) + (lane.isOutside() ? " [style=dashed];" : ";"));
        }
        edges.forEach((pair, edge) -> output.line("  " + quoted(pair.from().name()) + " -> "
                + quoted(pair.to().name()) + " [label=" + quoted(edge.label()) + ", penwidth=" + width(edge.messages)
                + (edge.dead > 0 ? ", color=\"#c0392b\"];" : "];")));
        output.line("}");
    }

    /** Ten times as many messages are one point more. */
    private static String width(long messages) {
        return String.format(Locale.ROOT, "%.1f", 1 + Math.log10((double) messages));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
