package actos.supervisor.shell.sense;

import actos.protocol.Json;
import actos.protocol.JsonLine;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Question;
import actos.protocol.Refused;
import actos.protocol.RegularFile;
import actos.supervisor.core.Message;
import actos.supervisor.shell.base.Content;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What actors have asked and wait for, for the journal: the files in {@code asks/}. Costs nothing for messages that neither
 * ask nor answer. Changes nothing. Used by the loop's thread.
 */
public final class QuestionFiles {
    private static final String JSON = ".json";

    private QuestionFiles() {}

    /**
     * What the handling of a message has changed.
     *
     * @param asked the questions by their names, as a JSON object; null if there are none
     * @param answered the question that waits no more, or null
     */
    public record Change(Content asked, MessageName answered) {}

    /** What has changed since the last time, by handling this message. */
    public static Change by(Message handled, Home home) {
        List<MessageName> asked = home.asked;
        home.asked = List.of();
        MessageName tied = Question.tiedTo(home.id, handled.from(), handled.name(), handled.inReplyTo());
        boolean isAnswered = tied != null && !Files.exists(home.paths.ask(tied), LinkOption.NOFOLLOW_LINKS);
        byte[] questions = asked.isEmpty()
                ? null
                : read(asked.stream().map(home.paths::ask).toList());
        return new Change(questions == null ? null : Content.whole(questions), isAnswered ? tied : null);
    }

    /** This actor asks something: the journal has to have the question when what led to it is handled. */
    public static void note(Home asker, MessageName question) {
        List<MessageName> asked = new ArrayList<>(asker.asked);
        asked.add(question);
        asker.asked = asked;
    }

    /** All that wait now, by their names, as a JSON object; null if there are none. */
    public static byte[] all(Home home) {
        if (!Files.isDirectory(home.paths.asks(), LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (Stream<Path> list = Files.list(home.paths.asks())) {
            return read(list.sorted().toList());
        } catch (IOException e) {
            return null; // somebody has taken it away
        }
    }

    private static byte[] read(List<Path> files) {
        JsonLine questions = new JsonLine().begin();
        boolean some = false;
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (Names.leftAlone(name) || !name.endsWith(JSON)) {
                continue;
            }
            String question = name.substring(0, name.length() - JSON.length());
            try {
                byte[] content = RegularFile.read(file, Json.MAX_BYTES);
                if (Json.inspect(content, content.length) != Json.Verdict.NOT_JSON) {
                    questions.json(new MessageName(question).value(), content, content.length);
                    some = true;
                }
            } catch (IOException | Refused e) {
                // it is answered by now, or is no question
            }
        }
        questions.end();
        return some ? Arrays.copyOf(questions.buffer(), questions.length()) : null;
    }
}
