package actos.act;

import actos.protocol.ActorId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** {@code act top} on a terminal: draws, reads keys and does what they say, until one of them is {@code q}. */
final class TopSession {
    private static final Duration STEP = Duration.ofSeconds(3);
    private static final int SAID = 8;
    private static final String ESCAPE = "\u001b";

    private final Workspace workspace;
    private final Duration every;
    private TopRow.Order order;
    private Glance before;
    private Glance tick;
    private Glance now;
    private ActorId chosen;
    private boolean showsActor;
    private List<String> said = List.of();

    TopSession(Workspace workspace, TopRow.Order order, Duration every) {
        this.workspace = workspace;
        this.order = order;
        this.every = every;
    }

    void run() throws IOException {
        Surroundings around = workspace.surroundings();
        try (Screen screen =
                new Screen(around.out(), around.kill(), workspace.terminal().width())) {
            String key = "";
            look();
            while (!key.equals("q") || showsActor) {
                if (!key.isEmpty()) {
                    press(key);
                    look();
                } else if (System.nanoTime() - tick.nanos() >= every.toNanos()) {
                    look();
                }
                screen.draw(lines(screen.height()));
                key = screen.key();
            }
        }
    }

    /** Rates are taken over a whole interval, also where a key is pressed within it. */
    private void look() throws IOException {
        now = Glance.at(workspace);
        if (tick == null || now.nanos() - tick.nanos() >= every.toNanos()) {
            before = tick == null ? now : tick;
            tick = now;
        }
        if (chosen == null || !now.actors().containsKey(chosen)) {
            List<ActorId> all = view().order();
            chosen = all.isEmpty() ? null : all.get(0);
            showsActor = false;
        }
    }

    private TopView view() {
        return new TopView(workspace.root(), workspace.terminal(), before, now, order);
    }

    private List<String> lines(int height) throws IOException {
        if (!showsActor) {
            return view().lines(height, chosen, said, order);
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Output output = new Output(page, nowhere, workspace.terminal());
        new ActorPage(workspace, chosen, workspace.root().actor(chosen)).print(output);
        output.flush();
        output.line("");
        output.line(workspace.terminal().faint("Enter or q goes back"));
        output.flush();
        return page.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void press(String key) throws IOException {
        said = List.of();
        switch (key) {
            case "\n", "\r" -> showsActor = !showsActor && chosen != null;
            case "q", ESCAPE -> showsActor = false;
            case "j", ESCAPE + "[B", ESCAPE + "OB" -> choose(1);
            case "k", ESCAPE + "[A", ESCAPE + "OA" -> choose(-1);
            case "p", "P", "s", "S" -> act(key);
            default -> sort(key);
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
        Pausing pausing = new Pausing(workspace);
        if (!pausing.resume(actor)) {
            pausing.pause(actor);
        }
    }

    private void step(ActorId actor) throws IOException {
        Stepper stepper = new Stepper(workspace, STEP);
        Pending next = stepper.next(actor, pending -> true);
        if (next == null) {
            said = List.of("no message waits" + (actor == null ? "" : " for " + actor) + " that is due");
        } else {
            List<String> lines = stepper.step(next, List.of()).lines(workspace.terminal());
            said = lines.subList(0, Math.min(SAID, lines.size()));
        }
    }
}
