package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Ended;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Publish;
import actos.protocol.SpoolName;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.core.Origin;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Content;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells actors of the ends of those that they watch, each end once. The news of an end are files in a hidden directory of
 * the one that has ended, {@code .news-END}, which one rename shows complete; from there each moves into its receiver's spool
 * by one rename. END is the process and when it was started, so whoever comes to this end again after a crash finds the
 * directory and moves what is left in it. Used by the loop's thread.
 */
public final class EndNotices {
    private static final String TO = "::";

    private final Posix posix;
    private final Homes homes;
    private final Inbox inbox;
    private final Journal journal;
    private final Sequence sequence;

    public EndNotices(Shared shared, Sequence sequence) {
        this.posix = shared.posix();
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.journal = shared.journal();
        this.sequence = sequence;
    }

    // ---- an end -----------------------------------------------------------------------------------------------------

    Outcome tell(Home home, Effect.Tell e, Now now) throws IOException {
        publish(home, e);
        return Outcome.DONE;
    }

    private void publish(Home home, Effect.Tell e) throws IOException {
        ActorHome ended;
        try {
            ended = new ActorHome(posix.open(home.dir));
        } catch (NoSuchFileException x) {
            for (Effect.News each : e.news()) { // its directory was deleted: there is no place to keep them
                post(homes.get(each.to()), each.message(), Json.bytes(e.ended()));
            }
            return;
        }
        Path news = ended.news(end(ended, e.since()));
        if (!Files.isDirectory(news, LinkOption.NOFOLLOW_LINKS)) {
            clear(ended);
            FileStep.createDirectory(ended.newsInTheMaking());
            Dir making = new Dir(ended.newsInTheMaking());
            for (Effect.News each : e.news()) {
                sequence.use(each.message().id());
                FileStep.write(making.file(each.to() + TO + each.message().fileName()), Json.bytes(e.ended()));
            }
            FileStep.move(ended.newsInTheMaking(), news);
        }
        Dir from = new Dir(news);
        try {
            for (Path file : list(news)) {
                Effect.News each = news(file);
                Home watcher = homes.get(each.to());
                if (watcher == null) {
                    FileStep.delete(file);
                } else {
                    move(
                            from,
                            file.getFileName().toString(),
                            watcher,
                            each.message(),
                            posix.readAll(file, Json.MAX_BYTES));
                }
            }
        } finally {
            posix.forget(from);
        }
    }

    /** Which end this is: each process has its own file {@code .pid}. */
    private String end(ActorHome ended, Instant since) throws IOException {
        if (!Files.isRegularFile(ended.pid(), LinkOption.NOFOLLOW_LINKS)) {
            return "0-" + since.toEpochMilli();
        }
        Instant written = Files.getLastModifiedTime(ended.pid(), LinkOption.NOFOLLOW_LINKS)
                .toInstant();
        String pid = new String(posix.readEnd(ended.pid(), 64), StandardCharsets.ISO_8859_1);
        return pid.replaceAll("[^0-9]", "") + "-" + written.getEpochSecond() + "." + written.getNano();
    }

    private static Effect.News news(Path file) throws IOException {
        String name = file.getFileName().toString();
        int at = name.indexOf(TO);
        SpoolName n = SpoolName.parse(name.substring(at + TO.length()));
        return new Effect.News(
                new ActorId(name.substring(0, at)),
                new Message(
                        n.id(),
                        n.order(),
                        n.name(),
                        new Origin(
                                n.from(),
                                n.cause(),
                                null,
                                Files.getLastModifiedTime(file).toInstant()),
                        0,
                        1,
                        0));
    }

    private void move(Dir from, String file, Home to, Message message, byte[] body) throws IOException {
        if (posix.move(from, file, to.spool, message.fileName()) == Posix.Moved.OCCUPIED) {
            throw new IOException(message.fileName() + " is there already");
        }
        journal.taken(message.from(), to.id, message, Content.of(body, body.length));
        inbox.echo(new Event.Heard(to.id, message));
    }

    // ---- a watch begins ---------------------------------------------------------------------------------------------

    Outcome tellGone(Home watcher, Effect.TellGone e, Now now) throws IOException {
        if (!waits(watcher, e.message().name())) {
            post(watcher, e.message(), Json.bytes(e.ended()));
        }
        return Outcome.TOLD;
    }

    private boolean waits(Home watcher, MessageName name) throws IOException {
        for (Path file : list(posix.open(watcher.spool))) {
            SpoolName n = SpoolName.parse(file.getFileName().toString());
            if (n != null && n.name().equals(name) && ActorId.SUPERVISOR.equals(n.from())) {
                return true;
            }
        }
        return false;
    }

    private void post(Home to, Message message, byte[] body) throws IOException {
        if (to == null) {
            return;
        }
        sequence.use(message.id());
        Path notice = new ActorHome(posix.open(to.dir)).newsDraft();
        Publish.hide(notice, body);
        move(to.dir, notice.getFileName().toString(), to, message, body);
    }

    /** The request itself becomes the answer where there is one, so that neither can be there without the other. */
    Outcome watch(Home home, Effect.Watch e, Now now) throws IOException {
        ActorHome watcher = new ActorHome(posix.open(home.dir));
        byte[] spec = e.spec().bytes();
        if (!Arrays.equals(spec, posix.readAll(watcher.spec(), Json.MAX_BYTES))) {
            Publish.rewrite(watcher.spec(), spec);
        }
        Path request = home.drawer.file(e.file());
        if (e.answer() == null) {
            FileStep.delete(request);
        } else {
            answer(home, request, e.file(), e.gone(), e.answer());
        }
        return Outcome.DONE;
    }

    private void answer(Home home, Path request, String file, Ended gone, Message answer) throws IOException {
        byte[] body = Json.bytes(gone);
        if (!Arrays.equals(body, posix.readAll(request, Json.MAX_BYTES))) {
            Publish.rewrite(request, body);
        }
        sequence.use(answer.id());
        move(home.drawer, file, home, answer, body);
    }

    // ---- tidying ----------------------------------------------------------------------------------------------------

    /** News of earlier ends. */
    static void clear(ActorHome home) throws IOException {
        String prefix = home.news("").getFileName().toString();
        String making = home.newsInTheMaking().getFileName().toString();
        for (Path old : list(home.dir())) {
            String name = old.getFileName().toString();
            if (name.equals(making) || name.startsWith(prefix)) {
                if (Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
                    for (Path file : list(old)) {
                        FileStep.vacate(file);
                    }
                }
                FileStep.vacate(old);
            }
        }
    }

    private static List<Path> list(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.sorted().toList();
        }
    }
}
