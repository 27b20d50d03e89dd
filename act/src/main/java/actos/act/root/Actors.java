package actos.act.root;

import actos.act.term.Failure;
import actos.act.term.Similar;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which actors there are: in {@code running/}, and those that a request in {@code spawn/} asks for. */
public final class Actors {
    private final Root root;

    public Actors(Root root) {
        this.root = root;
    }

    /** The living ones, by name. */
    public List<ActorId> living() throws IOException {
        TreeSet<ActorId> ids = new TreeSet<>();
        for (Path dir : Disk.list(root.running())) {
            if (ActorId.isValid(Disk.name(dir)) && Disk.isDirectory(dir)) {
                ids.add(new ActorId(Disk.name(dir)));
            }
        }
        return List.copyOf(ids);
    }

    /** Whether mail for this actor will find it: it lives, or is about to. */
    public boolean isKnown(ActorId id) throws IOException {
        // in this order: a request becomes a hidden directory, and that the actor's own
        return isLiving(id) || asked(id) || Disk.isDirectory(root.nascent(id).dir()) || isLiving(id);
    }

    /** Whether this actor lives. */
    public boolean isLiving(ActorId id) {
        return Disk.isDirectory(root.actor(id).dir());
    }

    /**
     * The living actor that is meant.
     *
     * @throws Failure if there is none, with the most similar name, or if one of its directories is a link
     */
    public ActorId living(String text) throws IOException {
        if (ActorId.isValid(text) && isLiving(new ActorId(text))) {
            ActorId id = new ActorId(text);
            Layout.checkActor(root, id);
            return id;
        }
        throw unknown(text);
    }

    /** The directory of an actor: the living one's, else that of the one of this id that ended last, else null. */
    public ActorHome home(String text) throws IOException {
        if (!ActorId.isValid(text)) {
            return null;
        }
        ActorId id = new ActorId(text);
        if (isLiving(id)) {
            return root.actor(id);
        }
        EndedActor grave = new DeadActors(root).latest(id);
        return grave == null ? null : grave.home();
    }

    /** Says that there is no such actor. */
    public Failure unknown(String text) throws IOException {
        StringBuilder sentence = new StringBuilder("there is no actor \"" + Names.printable(text) + "\"");
        List<ActorId> living = living();
        String near = nearest(text);
        if (near != null) {
            sentence.append("; did you mean ").append(near).append('?');
        } else if (living.isEmpty()) {
            sentence.append(", nor any other on ")
                    .append(Names.printable(root.dir().toString()));
        } else {
            sentence.append("; act ls lists them");
        }
        return Failure.unknown(sentence.toString());
    }

    /** Says that this is neither an actor nor a message. */
    public Failure unknownThing(String text) throws IOException {
        String near = nearest(text);
        return Failure.unknown("there is no actor and no message \"" + Names.printable(text) + "\""
                + (near == null ? "; act ls and act mail list them" : "; did you mean " + near + "?"));
    }

    /** The living or wanted actor with the most similar name, or null if none is similar. */
    String nearest(String text) throws IOException {
        List<String> names = new ArrayList<>();
        living().forEach(id -> names.add(id.value()));
        for (Path request : requests()) {
            names.add(stem(request));
        }
        return Similar.to(text, names);
    }

    private boolean asked(ActorId id) throws IOException {
        for (Path request : requests()) {
            if (stem(request).equals(id.value())) {
                return true;
            }
            ActorSpec spec = Disk.spec(request);
            if (spec != null && id.equals(spec.id())) {
                return true;
            }
        }
        return false;
    }

    private List<Path> requests() throws IOException {
        List<Path> requests = new ArrayList<>(Disk.list(root.spawn()));
        requests.removeIf(p -> Names.leftAlone(Disk.name(p)) || !Disk.isFile(p));
        return requests;
    }

    private static String stem(Path request) {
        String name = Disk.name(request);
        return name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    }
}
