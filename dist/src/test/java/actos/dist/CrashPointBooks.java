package actos.dist;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.protocol.SystemStatus;
import actos.protocol.Why;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What must be on disk when a {@link CrashPointPlay} is over, whatever its supervisors went through: each message by its
 * number where it belongs, and nothing else anywhere. Says what is wrong in sentences. Used by one thread, once.
 */
final class CrashPointBooks {
    /** Hidden files that belong there. */
    private static final Set<String> HIDDEN = Set.of(".pid", ".lock", ".seq");

    /** All that an actor's directory may hold. */
    private static final Set<String> OF_ACTOR = Set.of(
            ".pid",
            "envelope.json",
            "exit.json",
            "gate",
            "out.log",
            "poisoned",
            "request.json",
            "spec.json",
            "spool",
            "starts",
            "state.json",
            "status.json");

    private final Root root;
    private final CrashPointPlay play;
    private final int crashes;
    private final List<String> faults = new ArrayList<>();
    private final Map<Long, String> numbers = new HashMap<>();

    private CrashPointBooks(Root root, CrashPointPlay play, int crashes) {
        this.root = root;
        this.play = play;
        this.crashes = crashes;
    }

    /**
     * What is wrong while the last supervisor still serves the root and all is quiet.
     *
     * @param crashes how many supervisors there were before: a restart that was asked for may have been made again
     * @param lastSent whether the last letter to nobody was sent, too
     */
    static List<String> faultsInLife(Root root, CrashPointPlay play, int crashes, boolean lastSent) throws IOException {
        CrashPointBooks books = new CrashPointBooks(root, play, crashes);
        books.list("running", root.running(), Set.of("counter"));
        if (books.faults.isEmpty()) {
            ActorHome counter = root.actor(CrashPointPlay.COUNTER);
            books.counter(counter);
            books.status(counter);
            if (Files.exists(counter.exit())) {
                books.faults.add("the counter lives, and has an exit.json");
            }
        }
        books.list("send", root.send(), Set.of("counter"));
        books.list("dead/actors", root.deadActors(), Set.of("hoarder@"));
        books.common(lastSent);
        SystemStatus status = Json.read(Files.readAllBytes(root.systemStatus()), SystemStatus.class);
        if (!status.degraded().isEmpty()) {
            books.faults.add("degraded: " + status.degraded());
        }
        if (books.faults.isEmpty()) {
            books.processes(); // last, since it takes longest
        }
        return books.faults;
    }

    /** What is wrong after the last supervisor was told to end and has ended. */
    static List<String> faultsAfterwards(Root root, CrashPointPlay play, int crashes) throws IOException {
        CrashPointBooks books = new CrashPointBooks(root, play, crashes);
        books.list("running", root.running(), Set.of());
        books.list("dead/actors", root.deadActors(), Set.of("hoarder@", "counter@"));
        for (String grave : LiveRoot.names(root.deadActors(), "counter@.*")) {
            ActorHome counter = new ActorHome(root.deadActors().resolve(grave));
            books.counter(counter);
            books.exit(counter, CrashPointPlay.COUNTER);
        }
        books.common(true);
        books.leftovers();
        books.journal();
        List<ProcessHandle> left = Remains.of("ACTOS_ROOT=" + root.dir());
        if (!left.isEmpty()) {
            books.faults.add("processes left behind:\n" + Remains.describe(left));
        }
        return books.faults;
    }

    private void common(boolean lastSent) throws IOException {
        list("spawn", root.spawn(), Set.of());
        noMail(root.send());
        for (String grave : LiveRoot.names(root.deadActors(), "hoarder@.*")) {
            hoarder(new ActorHome(root.deadActors().resolve(grave)));
        }
        deadLetters(lastSent);
        refusal();
    }

    /** Exactly these names, or names that begin so where they end in @. */
    private void list(String what, Path directory, Set<String> wanted) {
        List<String> there = LiveRoot.names(directory, "[^.].*").stream()
                .map(name -> name.contains("@") ? name.substring(0, name.indexOf('@') + 1) : name)
                .toList();
        if (!there.stream().sorted().toList().equals(wanted.stream().sorted().toList())) {
            faults.add(what + " holds " + LiveRoot.names(directory, ".*") + " instead of " + wanted);
        }
    }

    /** Drawers may be there, nothing in them. */
    private void noMail(Path send) throws IOException {
        try (Stream<Path> all = Files.walk(send)) {
            List<Path> mail = all.filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            if (!mail.isEmpty()) {
                faults.add("not taken: " + mail);
            }
        }
    }

    // ---- actors

    private void counter(ActorHome home) throws IOException {
        List<CrashPointPlay.Seen> seen = CrashPointPlay.seen(home);
        List<Integer> all = seen.stream().map(CrashPointPlay.Seen::n).sorted().toList();
        List<Integer> ordered = seen.stream()
                .map(CrashPointPlay.Seen::n)
                .filter(n -> n != 3 && n != 5) // held for a while; delayed
                .toList();
        if (!all.equals(List.of(1, 2, 3, 4, 4, 5, 7, 8))) {
            faults.add("the counter has handled " + all);
        } else if (!ordered.equals(List.of(1, 2, 4, 4, 7, 8))) {
            faults.add("the counter has handled in the order " + ordered);
        }
        Long seven = null;
        for (CrashPointPlay.Seen each : seen) {
            Envelope envelope = each.envelope();
            used(envelope.id(), "number " + each.n());
            if (each.n() == 7) {
                seven = envelope.id();
            }
            if (envelope.attempt() != (each.n() == 2 && play.isCounterKilled() ? 2 : 1)
                    || !Objects.equals(envelope.from(), each.n() == 8 ? CrashPointPlay.COUNTER : null)
                    || !Objects.equals(envelope.cause(), each.n() == 8 ? seven : null)) {
                faults.add(each.n() + " was handled as " + envelope);
            }
        }
        if (!LiveRoot.names(home.spool(), ".*").isEmpty()) {
            faults.add("the counter's spool holds " + LiveRoot.names(home.spool(), ".*"));
        }
        int poisoned = CrashPointPlay.lines(home, "poisoned");
        if (poisoned != CrashPointPlay.MAX_ATTEMPTS) {
            faults.add("the poison was delivered " + poisoned + " times");
        }
        int starts = CrashPointPlay.lines(home, "starts");
        int least = 2 + CrashPointPlay.MAX_ATTEMPTS; // at first, in the middle, after each poisoning
        if (starts < least || starts > least + crashes) {
            faults.add("the counter was started " + starts + " times");
        }
        files(home);
    }

    private void status(ActorHome home) throws IOException {
        ActorStatus status = Json.read(Files.readAllBytes(home.status()), ActorStatus.class);
        if (status.phase() != Phase.READY) {
            faults.add("the counter is " + status.phase());
        }
        String pid = Files.readString(home.pid());
        if (!pid.equals(status.pid() + "\n")) {
            faults.add("the counter's .pid is " + pid.strip() + ", its status says " + status.pid());
        }
    }

    /** All processes of the root are the supervisor and the session of the counter. */
    private void processes() throws IOException {
        SystemStatus supervisor = Json.read(Files.readAllBytes(root.systemStatus()), SystemStatus.class);
        String counter =
                Files.readString(root.actor(CrashPointPlay.COUNTER).pid()).strip();
        for (ProcessHandle process : Remains.of("ACTOS_ROOT=" + root.dir())) {
            long session = session(process.pid());
            if (session != 0 && !counter.equals(Long.toString(session)) && process.pid() != supervisor.pid()) {
                faults.add("a process beside the counter's, which is " + counter + ": "
                        + Remains.describe(List.of(process)));
            }
        }
    }

    /** The process's session, or 0 if it has just ended. */
    private static long session(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
        } catch (IOException e) {
            return 0;
        }
    }

    private void hoarder(ActorHome home) throws IOException {
        exit(home, CrashPointPlay.HOARDER);
        List<String> mail = LiveRoot.names(home.spool(), ".*");
        List<String> names = new ArrayList<>();
        for (String file : mail) {
            SpoolName name = SpoolName.parse(file);
            if (name != null && name.attempt() == 1 && name.from() == null) {
                used(name.id(), file);
                names.add(name.name().value());
            }
            String body = Files.readString(home.spool().resolve(file));
            if (name != null && !("{\"n\":" + name.name().value().substring(1) + "}").equals(body)) {
                faults.add(file + " holds " + body);
            }
        }
        if (!names.equals(List.of("h1", "h2")) || mail.size() != 2) {
            faults.add("the hoarder's unread mail is " + mail);
        }
        files(home);
    }

    private void exit(ActorHome home, ActorId id) throws IOException {
        ActorExit exit = Json.read(Files.readAllBytes(home.exit()), ActorExit.class);
        if (!id.equals(exit.id()) || exit.why().isEmpty()) {
            faults.add(home.exit() + " says " + exit);
        }
    }

    private void files(ActorHome home) throws IOException {
        Set<String> odd = new TreeSet<>(LiveRoot.names(home.dir(), "[^.].*"));
        odd.removeAll(OF_ACTOR);
        if (!odd.isEmpty()) {
            faults.add(home.dir() + " holds " + odd);
        }
        // bash tells when the sleep it waited for was TERMinated with it
        List<String> said = Files.exists(home.log())
                ? Programs.text(home.log())
                        .lines()
                        .filter(line -> !line.contains("Terminated"))
                        .toList()
                : List.of();
        if (!said.isEmpty()) {
            faults.add(home.log() + " says " + said);
        }
    }

    // ---- dead letters

    private void deadLetters(boolean lastSent) throws IOException {
        Map<String, String> wanted = new HashMap<>(Map.of(
                "nobody::u1.json", "unknown-actor \"for nobody\"",
                "hoarder::malformed.json", "malformed {\"n\":",
                "counter::m6.json", "poison {\"n\":6, \"do\":\"poison\"}"));
        if (lastSent) {
            wanted.put("nobody::u2.json", "unknown-actor \"the last\"");
        }
        for (String letter : pairs(root.deadMessages())) {
            Path file = root.deadMessages().resolve(letter);
            Why why = Json.read(Files.readAllBytes(Root.why(file)), Why.class);
            int tilde = letter.indexOf('~');
            String name = letter.substring(tilde + 1);
            used(Long.parseLong(letter.substring(0, tilde)), name);
            int attempts = "poison".equals(why.reason()) ? CrashPointPlay.MAX_ATTEMPTS : 0;
            if (!letter.startsWith(why.id() + "~")
                    || why.attempts() != attempts
                    || !name.startsWith(why.to() + "::")
                    || !(why.reason() + " " + Files.readString(file)).equals(wanted.remove(name))) {
                faults.add("dead/messages/" + letter + " holds " + Programs.text(file) + ", because of " + why);
            }
        }
        if (!wanted.isEmpty()) {
            faults.add("not in dead/messages: " + wanted.keySet());
        }
    }

    private void refusal() throws IOException {
        List<String> requests = pairs(root.deadSpawn());
        if (requests.size() != 1 || !requests.get(0).startsWith("refused@")) {
            faults.add("dead/spawn holds " + requests);
            return;
        }
        Path file = root.deadSpawn().resolve(requests.get(0));
        Why why = Json.read(Files.readAllBytes(Root.why(file)), Why.class);
        if (!"refused".equals(why.reason()) || !"path".equals(why.field())) {
            faults.add(file + " lies there because of " + why);
        }
    }

    /** The things in a part of {@code dead/}; each must have its reason beside it, and each reason its thing. */
    private List<String> pairs(Path directory) {
        List<String> things = new ArrayList<>(LiveRoot.names(directory, "[^.].*"));
        List<String> reasons = things.stream().filter(n -> n.endsWith(".why")).toList();
        things.removeAll(reasons);
        List<String> explained = reasons.stream()
                .map(n -> n.substring(0, n.length() - ".why".length()))
                .toList();
        if (!things.equals(explained)) {
            faults.add(directory + " holds " + things + " with reasons for " + explained);
        }
        things.retainAll(explained);
        return things;
    }

    // ---- everything

    private void used(long id, String what) {
        String other = numbers.put(id, what);
        if (other != null) {
            faults.add("message number " + id + " was used twice: for " + other + " and " + what);
        }
    }

    private void leftovers() throws IOException {
        try (Stream<Path> all = Files.walk(root.dir())) {
            for (Path path : all.toList()) {
                String name = path.getFileName().toString();
                if (name.startsWith(".")
                        && (!HIDDEN.contains(name) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
                    faults.add("left over: " + root.dir().relativize(path));
                }
            }
        }
        if (Files.exists(root.pid())) {
            faults.add(".pid is still there");
        }
        long sequence = Long.parseLong(Files.readString(root.sequence()).strip());
        long highest = numbers.keySet().stream().mapToLong(id -> id).max().orElse(0);
        if (sequence < highest) {
            faults.add(".seq is " + sequence + ", but " + highest + " was used");
        }
    }

    /** Every line can be read, none is missing, and no number was given to two messages. */
    private void journal() throws IOException {
        long seq = 0;
        Map<Long, String> names = new HashMap<>();
        for (String file : LiveRoot.names(root.journal(), ".*\\.jsonl")) {
            for (String line : Files.readAllLines(root.journal().resolve(file))) {
                JournalEntry entry = entry(line);
                if (entry == null || entry.seq() != ++seq) {
                    faults.add("line " + seq + " of the journal is " + line);
                } else if (Set.of("taken", "added", "dead").contains(entry.event())) {
                    String name = String.valueOf(entry.text("name"));
                    String other = names.putIfAbsent(entry.number("id"), name);
                    if (other != null && !other.equals(name)) {
                        faults.add("in the journal, number " + entry.number("id") + " is " + other + " and " + name);
                    }
                }
            }
        }
    }

    private static JournalEntry entry(String line) {
        try {
            return JournalEntry.parse(line.getBytes(StandardCharsets.UTF_8));
        } catch (Refused torn) {
            return null;
        }
    }
}
