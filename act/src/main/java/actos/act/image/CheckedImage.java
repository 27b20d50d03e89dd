package actos.act.image;

import actos.act.call.Program;
import actos.act.call.Surroundings;
import actos.act.root.AnswerWaits;
import actos.act.root.Disk;
import actos.act.root.Message;
import actos.act.term.Failure;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Aside;
import actos.protocol.ImageHome;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is in an image, checked: whatever somebody may have made of it by hand is found here, before anything in the
 * system is touched. Names that ActOS leaves alone, such as {@code .git}, are left alone here, too.
 */
final class CheckedImage {
    private static final int SHOWN = 20;
    private static final Set<String> PARTS = Set.of(ImageHome.ABOUT, ImageHome.ACTORS, ImageHome.SEND);

    private final Image image;
    private final Surroundings surroundings;
    private final List<String> reasons = new ArrayList<>();
    private final Map<ActorId, ActorSpec> specs = new TreeMap<>();
    private final Map<ActorId, Map<String, Path>> mail = new TreeMap<>();
    private final Map<ActorId, Map<String, Path>> questions = new TreeMap<>();
    private final Map<Path, Path> sent = new LinkedHashMap<>();
    private Instant savedAt = Instant.EPOCH;

    /** @throws Failure with all reasons if it cannot be loaded */
    static CheckedImage checked(Image image, Surroundings surroundings) throws IOException {
        CheckedImage content = new CheckedImage(image, surroundings);
        content.check();
        List<String> reasons = content.reasons;
        if (!reasons.isEmpty()) {
            int more = reasons.size() - SHOWN;
            throw Failure.failed("image " + image.name() + " cannot be loaded, so nothing was touched:\n  "
                    + String.join("\n  ", reasons.subList(0, Math.min(SHOWN, reasons.size())))
                    + (more > 0 ? "\n  and " + more + " more" : ""));
        }
        return content;
    }

    private CheckedImage(Image image, Surroundings surroundings) {
        this.image = image;
        this.surroundings = surroundings;
    }

    Instant savedAt() {
        return savedAt;
    }

    /** The actors. */
    Set<ActorId> actors() {
        return specs.keySet();
    }

    ActorSpec spec(ActorId actor) {
        return specs.get(actor);
    }

    byte[] state(ActorId actor) {
        return Disk.whole(image.home().actor(actor).state());
    }

    /** The waiting messages of an actor: their files by their names. */
    Map<String, Path> mail(ActorId actor) {
        return mail.get(actor);
    }

    /** What an actor has asked and waits for: the files by their names. */
    Map<String, Path> questions(ActorId actor) {
        return questions.get(actor);
    }

    /** What was not taken: its file, by where it lay below {@code send/}. */
    Map<Path, Path> sent() {
        return sent;
    }

    private void check() throws IOException {
        checkAbout();
        checkNames(image.home().dir(), PARTS);
        if (!Disk.isDirectory(image.home().actors())) {
            wrong(image.home().actors(), "is missing");
        }
        for (Path dir : entries(image.home().actors())) {
            if (!ActorId.isValid(Disk.name(dir)) || !Disk.isDirectory(dir)) {
                wrong(dir, "is no directory with the name of an actor");
            } else {
                checkActor(new ActorId(Disk.name(dir)));
            }
        }
        specs.keySet().forEach(this::checkParents);
        checkSent(image.home().send(), true);
    }

    private void checkParents(ActorId actor) {
        Path spec = image.home().actor(actor).spec();
        Set<ActorId> above = new HashSet<>();
        for (ActorId at = actor; at != null && specs.containsKey(at); at = parent(at)) {
            if (!above.add(at)) {
                wrong(spec, "parent: it is above itself");
                return;
            }
        }
        ActorId parent = parent(actor);
        if (parent != null && !specs.containsKey(parent)) {
            wrong(spec, "parent \"" + parent + "\" is not in the image");
        }
    }

    private ActorId parent(ActorId actor) {
        return specs.get(actor).supervision().parent();
    }

    private void checkAbout() {
        byte[] about = Disk.bytes(image.home().about());
        int format = image.about().format();
        if (about == null || format == 0) {
            wrong(image.home().about(), "is missing, or is no image.json that act image save has written");
        } else if (format != ImageAbout.FORMAT) {
            wrong(
                    image.home().about(),
                    "has format " + format + "; this version of act reads format " + ImageAbout.FORMAT);
        }
        if (image.about().savedAt() != null) {
            savedAt = image.about().savedAt();
        } else {
            wrong(image.home().about(), "says no time in savedAt, from which delays count");
        }
    }

    private void checkActor(ActorId actor) throws IOException {
        ActorHome home = image.home().actor(actor);
        checkNames(home.dir(), Set.of(Disk.name(home.spec()), ActorHome.STATE, ActorHome.SPOOL, ActorHome.ASKS));
        byte[] spec = Disk.bytes(home.spec());
        try {
            if (spec == null) {
                throw new Refused(null, "is missing, or no regular file");
            }
            ActorSpec parsed = ActorSpec.parse(spec);
            checkProgram(parsed);
            specs.put(actor, parsed.resolved(actor, parsed.path()));
        } catch (Refused e) {
            wrong(home.spec(), e.getMessage());
        }
        byte[] state = Disk.whole(home.state());
        String fault = state == null ? "is missing, or no regular file" : fault(state);
        if (fault != null) {
            wrong(home.state(), fault);
        }
        Map<String, Path> messages = new TreeMap<>();
        for (Path file : entries(home.spool())) {
            Message waiting = Message.parse(file);
            if (waiting == null || waiting.parts() == null && waiting.held()) {
                wrong(file, "is no message: a regular file called ORDER~ID~FROM~CAUSE~RANDOM.json");
            } else {
                checkMessage(file);
                messages.put(Disk.name(file), file);
            }
        }
        mail.put(actor, messages);
        for (Path file : entries(home.asks())) {
            if (Disk.isFile(file)) {
                checkMessage(file);
            } else {
                wrong(file, "is no regular file");
            }
        }
        questions.put(actor, AnswerWaits.questions(home));
    }

    private void checkProgram(ActorSpec spec) throws IOException {
        try {
            if (spec.hasProcess()) {
                Program.find(spec.path(), surroundings.cwd(), surroundings);
            }
            if (spec.cwd() != null && !Files.isDirectory(Path.of(spec.cwd()))) {
                throw new Refused("cwd", "cwd \"" + Names.printable(spec.cwd()) + "\" is no directory");
            }
        } catch (Failure | InvalidPathException e) {
            throw new Refused("path", "its program is gone: " + e.getMessage());
        }
    }

    private void checkSent(Path dir, boolean hasDrawers) throws IOException {
        for (Path file : entries(dir)) {
            String name = Disk.name(file);
            if (hasDrawers && ActorId.isValid(name) && Disk.isDirectory(file)) {
                checkSent(file, false);
                continue;
            }
            try {
                OutgoingName.parse(name);
                if (!Disk.isFile(file)) {
                    throw new Refused(null, "is no regular file");
                }
                checkMessage(file);
                sent.put(image.home().send().relativize(file), file);
            } catch (Refused e) {
                wrong(file, e.getMessage());
            }
        }
    }

    private void checkMessage(Path file) {
        byte[] content = Disk.bytes(file);
        String fault = content == null
                ? "cannot be read"
                : content.length > Json.MAX_BYTES ? "has more than 16 MiB" : fault(content);
        if (fault != null) {
            wrong(file, fault);
        }
    }

    private static String fault(byte[] content) {
        boolean isJson = Json.inspect(content, content.length) != Json.Verdict.NOT_JSON;
        return isJson ? null : "is " + Json.fault(content, content.length);
    }

    private void checkNames(Path dir, Set<String> known) throws IOException {
        for (Path file : entries(dir)) {
            if (!known.contains(Disk.name(file))) {
                wrong(file, "has no place there; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** What is in a directory; none if there is none. */
    private List<Path> entries(Path dir) throws IOException {
        if (Disk.exists(dir) && !Disk.isDirectory(dir)) {
            wrong(dir, "is no directory; a link is not followed");
        }
        List<Path> entries = new ArrayList<>(Disk.list(dir));
        entries.removeIf(file -> Names.leftAlone(Disk.name(file)) && Aside.of(Disk.name(file)) == null);
        entries.sort(null);
        return entries;
    }

    private void wrong(Path file, String reason) {
        reasons.add(Names.printable(image.home().dir().relativize(file).toString()) + ": " + reason);
    }
}
