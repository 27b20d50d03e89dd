package actos.act.call;

import actos.act.term.Failure;
import actos.protocol.ActorId;
import actos.protocol.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The executable that somebody wants to start, and a name for its actor. Found as a shell finds it; a script in the
 * current directory needs no {@code ./}.
 */
public final class Program {
    private static final int LONGEST = 58;

    private Program() {}

    /**
     * The absolute path of the program.
     *
     * @param base what a relative path starts from
     * @throws Failure if it cannot be started; tells what to type instead
     */
    public static Path find(String path, Path base, Surroundings surroundings) throws IOException {
        if (path.isEmpty()) {
            throw Failure.failed("PATH is empty: name the program to start");
        }
        // a script is named as one that another program plays, whether or not it says itself what runs it
        if (path.contains("/") || path.matches(".+\\.(py|js|mjs)") && Files.isRegularFile(base.resolve(path))) {
            return checked(existing(path, base), path);
        }
        String search = surroundings.env().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (String dir : search.split(":")) {
            Path candidate = Path.of(dir).resolve(path);
            if (dir.startsWith("/") && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        String shown = Names.printable(path);
        if (Files.isRegularFile(base.resolve(path))) {
            throw Failure.failed(shown + " is not on PATH; for the file in this directory write ./" + shown);
        }
        throw Failure.failed("there is no program " + shown + " on PATH, and no file ./" + shown);
    }

    /** A name for an actor that runs this program: {@code ./counter.sh} becomes {@code counter}. */
    public static String actorName(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        String stem = dot > 0 ? file.substring(0, dot) : file;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < Math.min(stem.length(), LONGEST); i++) {
            char c = stem.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (name.length() == 0 && !letter) {
                name.append('a');
            }
            name.append(letter || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' ? c : '-');
        }
        if (name.length() == 0) {
            return "actor";
        }
        return ActorId.isValid(name.toString()) ? name.toString() : name + "-1";
    }

    private static Path absolute(Path base, String path) throws IOException {
        Path joined = base.resolve(path);
        if (!path.contains("..")) {
            return joined.normalize();
        }
        // what ".." means after a symbolic link is for the file system to say
        Path directory = joined.getParent();
        return Files.isDirectory(directory)
                ? directory.toRealPath().resolve(joined.getFileName()).normalize()
                : joined;
    }

    /**
     * The absolute path of a file that need not be executable, since another program reads it.
     *
     * @throws Failure if there is none
     */
    public static Path existing(String path, Path base) throws IOException {
        Path file = absolute(base, path);
        String shown = Names.printable(path);
        if (path.isEmpty() || !Files.exists(file)) {
            throw Failure.failed("there is no file " + shown);
        }
        if (Files.isDirectory(file)) {
            throw Failure.failed(shown + " is a directory: name the program in it");
        }
        return file;
    }

    private static Path checked(Path program, String written) {
        String shown = Names.printable(written);
        if (!Files.isExecutable(program)) {
            throw Failure.failed(shown + " is not executable; type: chmod +x " + shown);
        }
        return program;
    }
}
