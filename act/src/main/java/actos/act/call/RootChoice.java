package actos.act.call;

import actos.act.root.Disk;
import actos.act.root.Owner;
import actos.act.term.Failure;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;

/** Which root a call is about: the one that is named, else the one around the working directory, else the usual one. */
final class RootChoice {
    private RootChoice() {}

    /**
     * The root; whether there is one is not looked at where it is named.
     *
     * @param given what {@code --root} says, or null
     * @throws Failure if the one around the working directory is another user's
     */
    static Root choose(Path given, Surroundings surroundings) {
        if (given != null && given.toString().isEmpty()) {
            throw Failure.usage("--root is empty: name a directory, or leave it out");
        }
        if (given != null) {
            return real(surroundings.cwd().resolve(given));
        }
        String variable = surroundings.env().getOrDefault("ACTOS_ROOT", "");
        if (!variable.isEmpty()) {
            return real(surroundings.cwd().resolve(variable));
        }
        for (Path dir = surroundings.cwd(); dir != null; dir = dir.getParent()) {
            Root candidate = new Root(dir);
            if (isRoot(candidate)) {
                checkOwner(dir, surroundings);
                return candidate;
            }
        }
        return new Root(Root.DEFAULT);
    }

    /** A root that nobody has named counts if it is the caller's own, since anybody may make one above us. */
    private static void checkOwner(Path dir, Surroundings surroundings) {
        Owner owner = Owner.of(dir);
        if (owner == null || !owner.is(surroundings.user())) {
            throw Failure.failed("the root " + Names.printable(dir.toString())
                    + " lies above the current directory and belongs to "
                    + (owner == null ? "somebody else" : owner.name())
                    + ", not to you, so act does not use it by itself: if you mean it, say so: act --root "
                    + Names.shellWord(dir.toString()) + " …");
        }
    }

    /** Whether the directories are there, and none of them is a link that leads out of the root. */
    static boolean isRoot(Root candidate) {
        return Disk.isDirectory(candidate.running())
                && Disk.isDirectory(candidate.spawn())
                && Disk.isDirectory(candidate.send());
    }

    private static Root real(Path path) {
        try {
            return new Root(path.toRealPath());
        } catch (IOException e) {
            return new Root(path);
        }
    }
}
