package actos.act.top;

import actos.act.call.Surroundings;
import actos.act.call.Workspace;
import actos.act.look.ActorPage;
import actos.act.root.Message;
import actos.act.step.Stepper;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.wait.DeliveryControl;
import actos.protocol.ActorId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code act top} on a terminal: draws, reads keys and does what they say, until one of them is {@code q}. */
final class TopSession {
    private static final Duration STEP = Duration.ofSeconds(3);
    private static final int SAID = 8;
    private static final String ESCAPE = "\u001b";
    private static final int LONGEST_PART = 64;

    private final Workspace workspace;
    private final Duration every;
    private TopRow.Order order;
    private Sample before;
    private Sample tick;
    private Sample now;
    private ActorId chosen;
    private boolean showsActor;
    private boolean showsHelp;
    /** What the ids contain that are shown, as it was typed. */
    private String part = "";

    private boolean typesPart;
    private Screen screen;
    private List<String> said = List.of();

    TopSession(Workspace workspace, TopRow.Order order, Duration every) {
        this.workspace = workspace;
        this.order = order;
        this.every = every;
    }

    void run() throws IOException {
        Surroundings around = workspace.surroundings();
        try (Screen all =
                new Screen(around.out(), around.kill(), workspace.terminal().width())) {
            screen = all;
            String key = "";
            look();
            while (!key.equals("q") || showsActor || showsHelp || typesPart) {
                if (!key.isEmpty()) {
                    press(key);
                    look();
                } else if (System.nanoTime() - tick.nanos() >= every.toNanos()) {
                    look();
                }
                screen.draw(lines());
                key = screen.key();
            }
        }
    }

    /** Rates are taken over a whole interval, also where a key is pressed within it. */
    private void look() throws IOException {
        now = Sample.at(workspace);
        if (tick == null || now.nanos() - tick.nanos() >= every.toNanos()) {
            before = tick == null ? now : tick;
            tick = now;
        }
        List<ActorId> shown = view().order();
        if (!shown.contains(chosen)) {
            chosen = shown.isEmpty() ? null : shown.get(0);
            showsActor = false;
        }
    }

    private TopView view() {
        return new TopView(workspace.root(), workspace.terminal(), before, now, order, part.toLowerCase(Locale.ROOT));
    }

    private TopFrame frame() throws IOException {
        return new TopFrame(view(), workspace.terminal(), screen.height(), screen.width());
    }

    private String status() {
        if (typesPart) {
            return "  / " + part + "_";
        }
        return ", by " + order + (part.isEmpty() ? "" : ", only \"" + part + "\" (Esc shows all)");
    }

    private List<String> lines() throws IOException {
        if (showsHelp) {
            return frame().help();
        }
        if (!showsActor) {
            return frame().lines(chosen, said, status());
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Output output = new Output(page, nowhere, workspace.terminal());
        new ActorPage(workspace.root(), chosen, workspace.root().actor(chosen)).print(output);
        output.flush();
        output.line("");
        output.line(workspace.terminal().faint("Enter or q goes back"));
        output.flush();
        return page.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void press(String key) throws IOException {
        said = List.of();
        if (showsHelp) {
            showsHelp = false;
            return;
        }
        if (typesPart) {
            type(key);
            return;
        }
        switch (key) {
            case "\n", "\r" -> showsActor = !showsActor && chosen != null;
            case "q" -> showsActor = false;
            case ESCAPE -> {
                part = showsActor ? part : "";
                showsActor = false;
            }
            case "?" -> showsHelp = true;
            case "/" -> {
                showsActor = false;
                typesPart = true;
                part = "";
            }
            case "j", ESCAPE + "[B", ESCAPE + "OB" -> choose(1);
            case "k", ESCAPE + "[A", ESCAPE + "OA" -> choose(-1);
            case ESCAPE + "[6~" -> choose(frame().room());
            case ESCAPE + "[5~" -> choose(-frame().room());
            case "g", ESCAPE + "[H", ESCAPE + "OH", ESCAPE + "[1~", ESCAPE + "[7~" ->
                choose(-now.actors().size());
            case "G", ESCAPE + "[F", ESCAPE + "OF", ESCAPE + "[4~", ESCAPE + "[8~" ->
                choose(now.actors().size());
            case "p", "P", "s", "S" -> act(key);
            default -> sort(key);
        }
    }

    /** A key while it is said which actors to show. */
    private void type(String key) {
        switch (key) {
            case "\n", "\r" -> typesPart = false;
            case ESCAPE -> {
                typesPart = false;
                part = "";
            }
            case "\u007f", "\b" -> part = part.substring(0, Math.max(0, part.length() - 1));
            default -> part += key.length() == 1 && key.charAt(0) > ' ' && part.length() < LONGEST_PART ? key : "";
        }
    }

    private void sort(String key) {
        for (TopRow.Order each : TopRow.Order.values()) {
            order = each.isChosenBy(key) ? each : order;
        }
    }

    private void choose(int down) {
        List<ActorId> all = view().order();
        int at = all.indexOf(chosen) + down;
        chosen = all.isEmpty() ? null : all.get(Math.max(0, Math.min(all.size() - 1, at)));
    }

    private void act(String key) {
        if (chosen == null && (key.equals("P") || key.equals("S"))) {
            return;
        }
        try {
            switch (key) {
                case "p" -> pause(null);
                case "P" -> pause(chosen);
                case "s" -> step(null);
                default -> step(chosen);
            }
        } catch (Failure | IOException e) {
            said = List.of(workspace.terminal().bad(String.valueOf(e.getMessage())));
        }
    }

    private void pause(ActorId actor) throws IOException {
        DeliveryControl pausing = new DeliveryControl(workspace);
        if (!pausing.resume(actor)) {
            pausing.pause(actor);
        }
    }

    private void step(ActorId actor) throws IOException {
        Stepper stepper = new Stepper(workspace, STEP);
        Message next = stepper.next(actor, pending -> true);
        if (next == null) {
            said = List.of("no message waits" + (actor == null ? "" : " for " + actor) + " that is due");
        } else {
            List<String> lines = stepper.step(next, List.of()).lines(workspace.terminal());
            said = lines.subList(0, Math.min(SAID, lines.size()));
        }
    }
}
