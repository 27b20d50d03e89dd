package actos.act.image;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.AnswerWaits;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.act.wait.Wait;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.FileStep;
import actos.protocol.MessageName;
import actos.protocol.Publish;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.protocol.Why;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes a system that stands still equal to an image. Each step leaves it paused and whole, and loading again goes on
 * from there: what is equal already is left alone. Only mail that the moment before has is ever taken away, so what comes
 * meanwhile stays. Used for one loading.
 */
final class ImageLoader {
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Workspace workspace;
    private final Root root;
    private final CheckedImage image;
    private final boolean fresh;
    private final MailLoader mail;
    private int stopped;
    private int started;
    private int states;

    /**
     * @param before the moment before
     * @param fresh whether also the actors are started anew whose specification is the same
     */
    ImageLoader(Workspace workspace, CheckedImage image, SavedMail before, boolean fresh) {
        this.workspace = workspace;
        this.root = workspace.root();
        this.image = image;
        this.fresh = fresh;
        this.mail = new MailLoader(root, image, before);
    }

    void perform() throws IOException {
        awaitNumbers(); // of what was put there before it was broken off
        Set<ActorId> kept = kept();
        stopOthers(kept);
        if (fresh) {
            restart(kept);
        }
        mail.dropSent();
        startMissing();
        stopOthers(Set.copyOf(image.actors())); // a tree may have brought children that had ended
        for (ActorId actor : image.actors()) {
            putState(actor);
            putQuestions(actor);
        }
        Set<ActorId> rest = new LinkedHashSet<>(image.actors());
        while (!rest.isEmpty()) {
            Set<ActorId> done = new LinkedHashSet<>();
            for (ActorId actor : rest) {
                if (mail.putMail(actor)) {
                    done.add(actor);
                }
            }
            rest.removeAll(done);
            awaitNumbers();
        }
        mail.putSent();
    }

    /** What was done. */
    String summary() {
        return Text.count(started, "actor") + " started, " + stopped + " ended, " + Text.count(states, "state")
                + " and " + Text.count(mail.messages(), "message") + " changed";
    }

    /** The actors that live on: their specification is that of the image. */
    private Set<ActorId> kept() {
        Set<ActorId> kept = new LinkedHashSet<>();
        for (ActorId actor : image.actors()) {
            ActorHome home = root.actor(actor);
            byte[] spec = Disk.bytes(home.spec());
            if (spec != null && !Disk.exists(home.stop()) && isSame(actor, spec)) {
                kept.add(actor);
            }
        }
        return kept;
    }

    private boolean isSame(ActorId actor, byte[] spec) {
        try {
            ActorSpec living = ActorSpec.parse(spec);
            return living.resolved(actor, living.path()).equals(image.spec(actor));
        } catch (Refused edited) {
            return false;
        }
    }

    /** They lie in {@code dead/actors} then, with state and mail. */
    private void stopOthers(Set<ActorId> kept) throws IOException {
        Map<ActorId, Object> ending = new LinkedHashMap<>();
        Duration longest = Duration.ZERO;
        for (ActorId actor : new Actors(root).living()) {
            Object inode = Disk.inode(root.actor(actor).dir());
            if (!kept.contains(actor) && inode != null) {
                Duration its = ActorView.of(root, actor).stopTimeout();
                longest = its.compareTo(longest) > 0 ? its : longest;
                control(root.actor(actor).stop());
                ending.put(actor, inode);
            }
        }
        stopped += ending.size();
        await(
                longest.plus(MARGIN),
                ending.keySet(),
                "has not ended",
                actor -> !ending.get(actor).equals(Disk.inode(root.actor(actor).dir())));
    }

    private void restart(Set<ActorId> kept) throws IOException {
        Set<ActorId> restarting = new LinkedHashSet<>(kept);
        restarting.removeIf(actor -> !image.spec(actor).hasProcess());
        Duration longest = Duration.ZERO;
        for (ActorId actor : restarting) {
            Duration its = image.spec(actor).stopTimeout();
            longest = its.compareTo(longest) > 0 ? its : longest;
            control(root.actor(actor).restart());
        }
        started += restarting.size();
        await(
                longest.plus(MARGIN),
                restarting,
                "was not started again",
                actor -> !Disk.exists(root.actor(actor).restart()));
    }

    private static void control(Path file) throws IOException {
        try {
            Publish.replace(file, new byte[0]);
        } catch (NoSuchFileException ended) {
            // by itself, in this moment
        }
    }

    /** Parents before their children; a tree's static children come with it. */
    private void startMissing() throws IOException {
        Set<ActorId> missing = new LinkedHashSet<>(image.actors());
        missing.removeIf(actor -> Disk.isDirectory(root.actor(actor).dir()));
        started += missing.size();
        while (!missing.isEmpty()) {
            Map<ActorId, Path> requests = new LinkedHashMap<>();
            for (ActorId actor : missing) {
                if (!missing.contains(parent(actor))) {
                    Path request = root.request(actor + "-" + MessageName.fresh());
                    Publish.create(request, image.spec(actor).bytes());
                    requests.put(actor, request);
                }
            }
            Set<ActorId> coming = new LinkedHashSet<>(missing);
            coming.removeIf(actor -> !requests.containsKey(actor) && !comesWith(actor, requests.keySet()));
            if (coming.isEmpty()) {
                throw Failure.failed("each of these has another one of them as its parent: " + missing);
            }
            await(PATIENCE, coming, "was not started", actor -> isStarted(actor, requests.get(actor)));
            missing.removeAll(coming);
        }
    }

    private ActorId parent(ActorId actor) {
        return image.spec(actor).supervision().parent();
    }

    private boolean comesWith(ActorId actor, Set<ActorId> requested) {
        ActorId parent = parent(actor);
        return parent != null
                && image.actors().contains(parent)
                && image.spec(parent).supervision().children().stream().anyMatch(child -> actor.equals(child.id()))
                && (requested.contains(parent) || comesWith(parent, requested));
    }

    private boolean isStarted(ActorId actor, Path request) throws IOException {
        if (Disk.isDirectory(root.actor(actor).dir())) {
            return true;
        }
        if (request != null && !Disk.exists(request)) {
            String stem = Disk.name(request).replaceFirst("[.]json$", "@");
            for (Path dead : Disk.list(root.deadSpawn())) {
                if (Disk.name(dead).startsWith(stem) && Disk.name(dead).endsWith(".json")) {
                    throw Failure.failed("the supervisor refused to start " + actor + ": "
                            + Text.tame(String.valueOf(
                                    Document.read(Root.why(dead), Why.class).detail())));
                }
            }
        }
        return false;
    }

    private void putState(ActorId actor) throws IOException {
        Path state = root.actor(actor).state();
        byte[] wanted = image.state(actor);
        if (!Arrays.equals(wanted, Disk.whole(state))) {
            Publish.replace(state, wanted);
            states++;
        }
    }

    private void putQuestions(ActorId actor) throws IOException {
        ActorHome home = root.actor(actor);
        Map<String, Path> wanted = image.questions(actor);
        for (Map.Entry<String, Path> there : AnswerWaits.questions(home).entrySet()) {
            if (!wanted.containsKey(there.getKey())) {
                FileStep.delete(there.getValue());
            }
        }
        for (Map.Entry<String, Path> question : wanted.entrySet()) {
            if (!Disk.isDirectory(home.asks())) {
                FileStep.createDirectory(home.asks());
            }
            Path file = home.asks().resolve(question.getKey());
            byte[] content = Disk.bytes(question.getValue());
            if (!Arrays.equals(content, Disk.bytes(file))) {
                Publish.replace(file, content);
            }
        }
    }

    /** What was put into mailboxes has its number when nothing is called {@code …~0~…} any more. */
    private void awaitNumbers() throws IOException {
        await(PATIENCE, image.actors(), "has mail that the supervisor has not seen", actor -> {
            for (Path file : Disk.list(root.actor(actor).spool())) {
                SpoolName name = SpoolName.parse(Disk.name(file));
                if (name != null && name.id() == 0) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Looks whether something is so of an actor. */
    @FunctionalInterface
    private interface Look {
        boolean at(ActorId actor) throws IOException;
    }

    private void await(Duration limit, Set<ActorId> actors, String otherwise, Look look) throws IOException {
        ArrayDeque<ActorId> rest = new ArrayDeque<>(actors);
        if (rest.isEmpty()) {
            return;
        }
        Wait.atMost(limit, workspace)
                .nudgingEvery(ASK_AGAIN)
                .showing(() -> "loading: " + Text.count(rest.size(), "actor") + " to go")
                .until(
                        () -> {
                            while (!rest.isEmpty() && look.at(rest.peek())) {
                                rest.remove(); // one after the other, so that no look looks at all of them again
                            }
                            return rest.isEmpty();
                        },
                        () -> rest.peek() + " " + otherwise + " after " + Text.span(limit));
    }
}
