package actos.act.life;

import actos.act.call.Workspace;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.protocol.ActorId;
import actos.protocol.Names;
import actos.protocol.Publish;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act new}: writes an actor to start from, and a test of it, into the working directory. */
@Command(
        name = "new",
        header = "Write an actor to start from, and its test.",
        description = {
            "",
            "Writes an actor that counts, ready to run, into the working directory, and a test that starts a supervisor of"
                    + " its own. Prints the names of the files. Replaces nothing.",
            ""
        },
        footer = {"", "Example:", "  act new js shop && act spawn shop.js", "  ./shop-test.sh"})
public final class NewCommand implements Callable<Result> {
    /** {@code act new python shop.py} means the actor shop. */
    private static final Map<String, Pattern> ENDING = Map.of(
            "bash", Pattern.compile("\\.sh$"),
            "python", Pattern.compile("\\.py$"),
            "java", Pattern.compile("\\.(java|sh)$"),
            "js", Pattern.compile("\\.m?js$"));

    private static final Pattern ENDLESS = Pattern.compile("$");

    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "LANGUAGE", description = "bash, python, java or js.")
    String language;

    @Parameters(index = "1", paramLabel = "NAME", description = "What the actor and its files are called.")
    String name;

    @Override
    public Result call() throws IOException {
        name = ENDING.getOrDefault(language, ENDLESS).matcher(name).replaceFirst("");
        new ActorId(name);
        Map<String, String> files = files();
        Path cwd = workspace.surroundings().cwd();
        for (String file : files.keySet()) {
            if (Disk.exists(cwd.resolve(file))) {
                throw Failure.failed(file + " is there already; nothing was written");
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(cwd.resolve(file.getKey()), file.getValue());
        }
        return Result.of(output -> files.keySet().forEach(output::line), files::keySet);
    }

    /** The names of the files, and what each is made from. */
    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        switch (language) {
            case "bash" -> files.put(name + ".sh", "bash");
            case "python" -> files.put(name + ".py", "python");
            case "js" -> files.put(name + ".js", "js");
            case "java" -> {
                files.put(name + ".sh", "java-launcher");
                files.put(name + ".java", "java");
            }
            default ->
                throw Failure.usage("there is no template for " + Names.printable(language)
                        + "; there are bash, python, java and js");
        }
        files.put(name + "-test.sh", "test");
        return files;
    }

    private void write(Path file, String template) throws IOException {
        String program = files().keySet().iterator().next();
        String text = text(template).replace("PROGRAM", program).replace("NAME", name);
        try {
            Publish.create(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            throw Failure.failed(file.getFileName() + " has just been made by somebody else");
        }
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(text.startsWith("#!") ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static String text(String template) throws IOException {
        try (InputStream in = NewCommand.class.getResourceAsStream("new/" + template)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
