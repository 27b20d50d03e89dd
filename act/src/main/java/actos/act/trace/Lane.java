package actos.act.trace;

import java.util.regex.Pattern;

/** Somebody who sends or receives: an actor, the supervisor, or everybody else. Made by {@link DiagramBuilder}. */
public final class Lane {
    private static final Pattern ASKING = Pattern.compile("ask-[0-9a-z]{8,16}-[0-9a-z]{4}");

    private final String name;
    private final boolean isOutside;
    int index;
    /** The state as far as it is known while the diagram is made. */
    Content state;
    /** Whom it handles at the moment. */
    Handling busy;
    /** The last moment at which it was busy. */
    Moment freed;

    boolean isStopping;
    boolean hasEnded;
    boolean isUsed;

    Lane(String name, boolean isOutside) {
        this.name = name;
        this.isOutside = isOutside;
    }

    /** Whether {@code act ask} gets an answer as this actor: a person does, who asks from outside. */
    static boolean isAsking(String actor) {
        return ASKING.matcher(actor).matches();
    }

    /** An actor's id, or what stands for everybody else. */
    public String name() {
        return name;
    }

    /** Whether it is no actor. */
    public boolean isOutside() {
        return isOutside;
    }

    /** Where it stands, counted from the left. */
    public int index() {
        return index;
    }
}
