package actos.supervisor.core;

import actos.protocol.ActorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps account of every message of a {@link History}: each is in exactly one place, is delivered to a free actor as
 * what it is, under a number of its own, and in order among those that nobody has disturbed.
 */
final class Ledger {
    private static final int SHOWN = 200;

    private record Written(ActorId from, ActorId to, boolean ordered) {}

    private record Pair(ActorId from, ActorId to) {}

    private final ModelShell shell;
    private final Map<String, Written> written = new HashMap<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final Set<String> disturbed = new HashSet<>();
    private final Set<Long> ids = new HashSet<>();
    private final Map<Long, String> textOf = new HashMap<>();
    private final Map<Pair, String> lastDelivered = new HashMap<>();
    private final ArrayDeque<String> story = new ArrayDeque<>();
    private int delivered;

    Ledger(ModelShell shell) {
        this.shell = shell;
    }

    void said(String line) {
        story.add(line);
        if (story.size() > SHOWN) {
            story.remove();
        }
    }

    void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise + "\n" + String.join("\n", story));
        }
    }

    /** How many deliveries there were: a history without any would prove nothing. */
    int delivered() {
        return delivered;
    }

    // ---- what people and programs do --------------------------------------------------------------------------------

    /** @param ordered whether it has to come in the order in which it was written */
    void written(String text, ActorId from, ActorId to, boolean ordered) {
        said("written " + text + " by " + from + " to " + to + (ordered ? "" : " (unordered)"));
        written.put(text, new Written(from, to, ordered));
    }

    void done(ModelShell.Letter letter) {
        said("done " + letter.text());
        done.add(letter.text());
    }

    void dropped(ModelShell.Letter letter) {
        said("dropped " + letter.text());
        dropped.add(letter.text());
    }

    void disturbed(ModelShell.Letter letter) {
        said("disturbed " + letter.text());
        disturbed.add(letter.text());
    }

    // ---- what the core says -----------------------------------------------------------------------------------------

    void beforeEffect(Effect effect) {
        said("< " + Said.of(effect));
        if (effect instanceof Effect.Take e) {
            fresh(e.message().id());
            ModelShell.Letter letter = shell.drawer(e.from()).get(e.file());
            if (letter != null) {
                require(letter.content() == Event.Content.COMPLETE, "what is taken is not complete");
                textOf.put(e.message().id(), letter.text());
            }
        } else if (effect instanceof Effect.Adopt e) {
            fresh(e.message().id());
            ModelShell.Letter letter = shell.homes.get(e.id()).spool.get(e.file());
            if (letter != null) {
                disturbed.add(letter.text());
                textOf.put(e.message().id(), letter.text());
            }
        } else if (effect instanceof Effect.Bury e) {
            fresh(e.id());
        } else if (effect instanceof Effect.Introduce e) {
            fresh(e.message().id());
        } else if (effect instanceof Effect.Deliver e) {
            beforeDelivery(e);
        }
    }

    private void fresh(long id) {
        require(ids.add(id), id + " is used twice");
    }

    private void beforeDelivery(Effect.Deliver e) {
        ModelShell.Home home = shell.homes.get(e.id());
        require(home.current == null, e.id() + " has a message already");
        require(shell.world.actor(e.id()).current() == null, e.id() + " has a message already, says memory");
        ModelShell.Letter letter = home.spool.get(e.message().fileName());
        if (letter == null || shell.isRefused(Effect.Deliver.class)) {
            return;
        }
        delivered++;
        Event.StepRequested step = shell.world.actor(e.id()).step;
        require(
                !shell.world.pauses.hold(e.id()) || step != null,
                e.message().id() + " is delivered where all is paused");
        if (step != null && step.what().equals(String.valueOf(e.message().id()))) {
            disturbed.add(letter.text()); // it may have been chosen before others
        }
        require(
                Objects.equals(letter.text(), textOf.get(e.message().id())) || disturbed.contains(letter.text()),
                e.message().id() + " is not what it was");
        Written w = written.get(letter.text());
        if (w.ordered() && !disturbed.contains(letter.text())) {
            require(e.id().equals(w.to()), letter.text() + " goes astray");
            String before = lastDelivered.put(new Pair(w.from(), w.to()), letter.text());
            require(before == null || before.compareTo(letter.text()) < 0, letter.text() + " comes after " + before);
        }
    }

    // ---- after each step --------------------------------------------------------------------------------------------

    /** Each message that was ever written is in exactly one place. */
    void check() {
        Map<String, String> places = new HashMap<>();
        shell.drawers.forEach((from, files) -> files.values().forEach(l -> put(places, l, "the drawer of " + from)));
        shell.homes.forEach((id, home) -> {
            home.spool.values().forEach(l -> put(places, l, "the spool of " + id));
            if (home.current != null) {
                put(places, home.current, "current of " + id);
            }
        });
        shell.dead.values().forEach(l -> put(places, l, "dead"));
        shell.graves.forEach(l -> put(places, l, "a grave"));
        done.forEach(text -> put(places, text, "done"));
        dropped.forEach(text -> put(places, text, "dropped by hand"));
        written.keySet().forEach(text -> require(places.containsKey(text), text + " is lost"));
    }

    private void put(Map<String, String> places, ModelShell.Letter letter, String place) {
        put(places, letter.text(), place);
    }

    private void put(Map<String, String> places, String text, String place) {
        String other = places.put(text, place);
        require(other == null, text + " is in two places: " + place + " and " + other);
    }
}
