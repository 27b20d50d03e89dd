package actos.dist;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What people do to one root while its supervisors come and go: spawn, send, hold, copy, restart, stop. It only looks at
 * the disk and changes the disk, and asks nobody: each step is made as soon as what it waits for is there, whichever
 * supervisor has brought that about, or none. So the end is the same however often the supervisor dies, and {@link
 * CrashPointBooks} knows it. Used by one thread, which calls {@link #advance} again and again.
 *
 * <p>Every message has a number. The counter (permanent) writes down each one that it handles. Message 2 is a gate at
 * which it waits, so that others wait behind it: 3 is held there for a while, 4 copied, 5 delayed, and the counter is
 * started anew. 6 is poison. For 7 it sends itself an 8. The hoarder (temporary) never handles anything and is stopped
 * with two unread messages.
 */
final class CrashPointPlay {
    static final ActorId COUNTER = new ActorId("counter");
    static final ActorId HOARDER = new ActorId("hoarder");

    /** How often the poison is tried. */
    static final int MAX_ATTEMPTS = 2;

    /** A message's body. */
    record Body(int n) {}

    /** One message as the counter has written it down. */
    record Seen(Body message, Envelope envelope) {
        int n() {
            return message.n();
        }
    }

    /** The counter's state. */
    record State(List<Seen> seen) {}

    /** Something a person does as soon as something is there. */
    private record Step(String what, Condition when, Action then) {}

    private interface Condition {
        boolean holds() throws IOException;
    }

    private interface Action {
        void run() throws IOException;
    }

    private static final String COUNTING = """
            #!/bin/bash
            state=$2 message=$3 out=$4
            echo $$ >> starts
            trap 'exit 0' TERM
            handle() {
              while trap '' USR1; [ -e "$message" ]; do
                read -r body < "$message"
                case $body in
                  *poison*) echo "$body" >> poisoned; exit 1 ;;
                  *gate*) until [ -e gate ]; do sleep 0.01; done ;;
                esac
                ( # whoever is asked to end in here first finishes: bash actors do not commit
                  trap '' TERM
                  case $body in
                    *answer*) echo '{"n":8}' > "$out/.8" && mv "$out/.8" "$out/counter::m8.json" ;;
                  esac
                  read -r envelope < envelope.json
                  read -r seen < "$state"
                  seen=${seen%]\\}}
                  [ "$seen" = '{"seen":[' ] || seen+=,
                  printf '%s{"message":%s,"envelope":%s}]}\\n' "$seen" "$body" "$envelope" > .new &&
                    mv .new "$state" && rm "$message"
                ) || exit 1
              done
              trap handle USR1
              [ ! -e "$message" ] || handle
            }
            handle
            sleep infinity & while :; do wait $!; done
            """;

    private static final String HOARDING = """
            #!/bin/bash
            trap 'exit 0' TERM
            trap : USR1
            sleep infinity & while :; do wait $!; done
            """;

    private final Root root;
    private final Path programs;
    private boolean isBegun;
    private boolean counterDied;
    private final Deque<Step> counting = new ArrayDeque<>();
    private final Deque<Step> hoarding = new ArrayDeque<>();

    /** A play on a root that need not be there yet, with the programs that {@link #writePrograms} wrote. */
    CrashPointPlay(Root root, Path programs) {
        this.root = root;
        this.programs = programs;
        tellWhatHappensToTheCounter();
        tellWhatHappensToTheHoarder();
    }

    /** Writes the actors' programs, once for all plays. */
    static void writePrograms(Path directory) throws IOException {
        for (ActorId id : List.of(COUNTER, HOARDER)) {
            Path program = directory.resolve(id.value());
            Files.writeString(program, id.equals(COUNTER) ? COUNTING : HOARDING);
            if (!program.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + program + " executable");
            }
        }
    }

    private void tellWhatHappensToTheCounter() {
        ActorHome home = root.actor(COUNTER);
        counting.add(new Step("the root has been made", this::isRootMade, () -> {
            request(COUNTER, """
                    {"path": %s, "state": {"seen":[]}, "restart": "permanent", "maxAttempts": %d,
                     "backoff": {"first": "20ms", "max": "100ms"}}
                    """.formatted(program(COUNTER), MAX_ATTEMPTS));
            request(new ActorId("refused"), "{\"path\": \"/no/such/program\"}");
            send(COUNTER, "m1", "{\"n\":1}");
            send(COUNTER, "m2", "{\"n\":2, \"do\":\"gate\"}");
            send(COUNTER, "m3", "{\"n\":3}");
            send(COUNTER, "m4", "{\"n\":4}");
            send(COUNTER, "m5+100ms", "{\"n\":5}");
            send(new ActorId("nobody"), "u1", "\"for nobody\"");
        }));
        counting.add(new Step(
                "2 is current, 3 and 4 wait",
                () -> Files.exists(home.current()) && waits("m3") && waits("m4") && !waits("m2"),
                () -> {
                    Path three = inSpool("m3");
                    Files.move(
                            three, three.resolveSibling(three.getFileName() + ".held"), StandardCopyOption.ATOMIC_MOVE);
                    Path four = inSpool("m4");
                    String name = four.getFileName().toString();
                    publish(
                            home.dir().resolve(".copy"),
                            home.spool().resolve("999999999999" + name.substring(name.indexOf('~'))),
                            Files.readString(four));
                    if (!counterDied) {
                        Files.writeString(home.restart(), "");
                    }
                }));
        counting.add(new Step(
                "the counter was started anew",
                () -> lines(home, "starts") >= 2 && !Files.exists(home.restart()),
                () -> Files.writeString(home.dir().resolve("gate"), "")));
        counting.add(new Step("4 and its copy were handled", () -> timesSeen(4) == 2, () -> {
            Path three = inSpool("m3");
            String name = three.getFileName().toString();
            Files.move(three, three.resolveSibling(name.replace(".held", "")), StandardCopyOption.ATOMIC_MOVE);
            send(COUNTER, "m6", "{\"n\":6, \"do\":\"poison\"}");
            send(COUNTER, "m7", "{\"n\":7, \"do\":\"answer\"}");
        }));
        counting.add(new Step(
                "all was handled", () -> timesSeen(3) == 1 && timesSeen(5) == 1 && timesSeen(8) == 1, () -> {}));
    }

    private void tellWhatHappensToTheHoarder() {
        ActorHome home = root.actor(HOARDER);
        hoarding.add(new Step("the root has been made", this::isRootMade, () -> {
            request(HOARDER, "{\"path\": %s}".formatted(program(HOARDER)));
            send(HOARDER, "h1", "{\"n\":1}");
            send(HOARDER, "h2", "{\"n\":2}");
            send(HOARDER, "malformed", "{\"n\":");
        }));
        hoarding.add(new Step(
                "its mail is there",
                () -> Files.exists(home.current())
                        && LiveRoot.names(home.spool(), ".*~h2\\.json").size() == 1
                        && LiveRoot.names(root.send(), "hoarder::.*").isEmpty(),
                () -> Files.writeString(home.stop(), "")));
        hoarding.add(new Step("the hoarder is buried", () -> !Files.exists(home.dir()), () -> {}));
    }

    private boolean isRootMade() {
        return Files.isDirectory(root.send()) && Files.isDirectory(root.spawn());
    }

    /** Makes all steps that can be made now. True when there are no more. */
    boolean advance() throws IOException {
        for (Deque<Step> track : List.of(counting, hoarding)) {
            while (!track.isEmpty() && holds(track.peek())) {
                track.remove().then().run();
            }
        }
        return counting.isEmpty() && hoarding.isEmpty();
    }

    /**
     * Makes the first step only. True when the middle is reached: both actors have a message that is current and others
     * that wait.
     */
    boolean advanceToTheMiddle() throws IOException {
        if (!isBegun && isRootMade()) {
            counting.remove().then().run();
            hoarding.remove().then().run();
            isBegun = true;
        }
        return isBegun && holds(counting.peek()) && holds(hoarding.peek());
    }

    /** Whether what was asked for in the middle was done: the counter was started anew, the hoarder is buried. */
    boolean isMiddleDone() {
        return counting.size() <= 2 && hoarding.isEmpty();
    }

    /** KILLs the counter in the middle, while it is at the gate; so nobody needs to ask for its restart any more. */
    void killCounter() throws IOException {
        long pid = Long.parseLong(Files.readString(root.actor(COUNTER).pid()).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        counterDied = true;
    }

    /** Whether {@link #killCounter} was called: one more attempt for message 2. */
    boolean isCounterKilled() {
        return counterDied;
    }

    /** A file that is not there yet, or is replaced at this moment, is looked for again. */
    private static boolean holds(Step step) {
        try {
            return step.when().holds();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** What it waits for now. */
    String waitsFor() {
        return List.of(counting, hoarding).stream()
                .flatMap(track -> track.stream().limit(1))
                .map(Step::what)
                .collect(Collectors.joining("; "));
    }

    /** A last letter to nobody: when it is dead, a whole cycle has gone by since all was over. */
    void sendLast() throws IOException {
        send(new ActorId("nobody"), "u2", "\"the last\"");
    }

    /** Whether {@link #sendLast}'s letter has been found to be for nobody. */
    boolean isLastDead() {
        return !LiveRoot.names(root.deadMessages(), ".*~nobody::u2\\.json").isEmpty();
    }

    /** What the counter has written down. */
    static List<Seen> seen(ActorHome counter) throws IOException {
        return new ArrayList<>(
                Json.read(Files.readAllBytes(counter.state()), State.class).seen());
    }

    private long timesSeen(int n) throws IOException {
        return seen(root.actor(COUNTER)).stream().filter(s -> s.n() == n).count();
    }

    /** How many lines an actor has written to a file of its own. */
    static int lines(ActorHome home, String file) throws IOException {
        return Files.readAllLines(home.dir().resolve(file)).size();
    }

    private boolean waits(String name) {
        return !LiveRoot.names(root.actor(COUNTER).spool(), ".*~" + name + "\\.json")
                .isEmpty();
    }

    private Path inSpool(String name) {
        Path spool = root.actor(COUNTER).spool();
        return spool.resolve(
                LiveRoot.names(spool, ".*~" + name + "\\.json(\\.held)?").get(0));
    }

    private String program(ActorId id) {
        return Json.text(programs.resolve(id.value()).toString());
    }

    private void request(ActorId id, String json) throws IOException {
        Path target = root.request(id.value());
        publish(target.resolveSibling("." + id), target, json);
    }

    private void send(ActorId to, String name, String body) throws IOException {
        Path target = root.send().resolve(to + "::" + name + ".json");
        publish(target.resolveSibling("." + name), target, body);
    }

    private static void publish(Path hidden, Path target, String content) throws IOException {
        Files.writeString(hidden, content);
        Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
