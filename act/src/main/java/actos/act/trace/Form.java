package actos.act.trace;

import java.util.Locale;

/** In which form a diagram is written. */
public enum Form {
    TEXT(1000),
    MERMAID(400),
    DOT(100_000),
    SVG(1000),
    HTML(10_000),
    SHIVIZ(10_000),
    OTLP(100_000),
    JSON(10_000);

    private final int usual;

    Form(int usual) {
        this.usual = usual;
    }

    /** How many lines of the journal it draws if nobody says which: as many as one can look at. */
    int usual() {
        return usual;
    }

    /** The option that asks for it. */
    String option() {
        return "--" + name().toLowerCase(Locale.ROOT);
    }
}
