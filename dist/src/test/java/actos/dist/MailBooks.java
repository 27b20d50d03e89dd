package actos.dist;

import actos.protocol.ActorHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where each message is, by its body, which no other one has. Used by one thread. */
final class MailBooks {
    private final LiveRoot os;

    MailBooks(LiveRoot os) {
        this.os = os;
    }

    /** In an actor's mailbox or in its hands. */
    List<String> waiting(String actor) {
        return in(os.home(actor).spool());
    }

    /** In {@code send/}, in no drawer. */
    List<String> sent() {
        return in(os.root.send());
    }

    /** In {@code dead/messages}. */
    List<String> letters() {
        return in(os.root.deadMessages());
    }

    /** In the mailboxes of all that have ended. */
    List<String> buried() {
        List<String> all = new ArrayList<>();
        for (String grave : LiveRoot.names(os.root.deadActors(), ".*")) {
            all.addAll(in(new ActorHome(os.root.deadActors().resolve(grave)).spool()));
        }
        return all;
    }

    /** In an image, wherever. */
    List<String> image(String name) {
        List<String> all = new ArrayList<>(in(os.root.image(name).send()));
        for (String actor : LiveRoot.names(os.root.image(name).actors(), ".*")) {
            all.addAll(in(os.root.image(name).actors().resolve(actor).resolve("spool")));
        }
        return all.stream().sorted().toList();
    }

    /** In all images that are a way back. */
    List<String> waysBack() {
        return LiveRoot.names(os.root.images(), "(before-load|branch).*").stream()
                .flatMap(name -> image(name).stream())
                .toList();
    }

    private static List<String> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> bodies = new ArrayList<>();
            for (Path file : files.filter(MailBooks::isMessage).toList()) {
                bodies.add(Files.readString(file).strip());
            }
            return bodies.stream().sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMessage(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && !name.endsWith(".why") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
