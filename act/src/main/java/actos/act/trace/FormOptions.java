package actos.act.trace;

import picocli.CommandLine.Option;

/** The form that is asked for: one option each, of which a call has one at most. */
final class FormOptions {
    private Form form = Form.TEXT;

    @Option(names = "--mermaid", description = "As a sequence diagram for Mermaid, which GitHub draws.")
    void useMermaid(boolean on) {
        use(Form.MERMAID, on);
    }

    @Option(
            names = "--dot",
            description = "As a graph for Graphviz: who talks to whom, how often, and how long that takes.")
    void useDot(boolean on) {
        use(Form.DOT, on);
    }

    @Option(names = "--svg", description = "As a picture.")
    void useSvg(boolean on) {
        use(Form.SVG, on);
    }

    @Option(names = "--html", description = "As one page to look around in, which needs no network.")
    void useHtml(boolean on) {
        use(Form.HTML, on);
    }

    @Option(names = "--shiviz", description = "As a log with vector clocks, for ShiViz.")
    void useShiviz(boolean on) {
        use(Form.SHIVIZ, on);
    }

    @Option(names = "--otlp", description = "As spans of OpenTelemetry, in JSON.")
    void useOtlp(boolean on) {
        use(Form.OTLP, on);
    }

    private void use(Form chosen, boolean on) {
        form = on ? chosen : form;
    }

    Form form() {
        return form;
    }
}
