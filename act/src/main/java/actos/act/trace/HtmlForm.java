package actos.act.trace;

import actos.act.term.Output;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A page that holds the diagram and what draws it, and needs nothing else. */
final class HtmlForm {
    private static final String PAGE = "page.html";
    private static final String DATA = ">DATA<";
    private static final int TOP = 24;

    private final Diagram diagram;
    private final Output output;

    HtmlForm(Diagram diagram, Output output) {
        this.diagram = diagram;
        this.output = output;
    }

    void print() throws IOException {
        String page;
        try (InputStream in = HtmlForm.class.getResourceAsStream(PAGE)) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int data = page.indexOf(DATA);
        output.line(page.substring(0, data + 1)
                + json()
                + page.substring(data + DATA.length() - 1).stripTrailing());
    }

    /** What is JSON all the same, and neither ends a script nor begins anything in HTML. */
    private String json() {
        ObjectNode json = new JsonForm(diagram).json();
        TimeAxis axis = new TimeAxis(diagram.moments(), TOP);
        ArrayNode places = json.putArray("places");
        ArrayNode breaks = json.putArray("breaks");
        for (Moment moment : diagram.moments()) {
            places.add(axis.of(moment));
            breaks.add(axis.isBreak(moment));
        }
        return Json.text(json).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
