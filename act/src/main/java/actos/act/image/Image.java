package actos.act.image;

import actos.act.call.Deletion;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.term.Failure;
import actos.act.term.Similar;
import actos.protocol.FileStep;
import actos.protocol.ImageHome;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An image: a copy of a system's specifications, states and mail.
 *
 * @param name what it is called
 * @param home where it lies
 */
record Image(String name, ImageHome home) {
    /** All of them, by name. */
    static List<Image> all(Root root) throws IOException {
        List<Image> all = new ArrayList<>();
        for (Path dir : Disk.list(root.images())) {
            if (!Names.leftAlone(Disk.name(dir)) && Disk.isDirectory(dir)) {
                all.add(new Image(Disk.name(dir), new ImageHome(dir)));
            }
        }
        all.sort(Comparator.comparing(Image::name));
        return all;
    }

    /**
     * The one of this name.
     *
     * @throws Failure if there is none, with the most similar name
     */
    static Image find(Root root, String name) throws IOException {
        ImageHome home = root.image(name);
        if (Disk.isDirectory(home.dir())) {
            return new Image(name, home);
        }
        String near = Similar.to(name, all(root).stream().map(Image::name).toList());
        throw Failure.unknown("there is no image \"" + Names.printable(name) + "\""
                + (near == null ? "; act image ls lists them" : "; did you mean " + near + "?"));
    }

    /** What {@code image.json} says. */
    ImageAbout about() {
        return Document.read(home.about(), ImageAbout.class);
    }

    /** Whether {@code act goto} has made it and takes it away again. */
    boolean isPassing() {
        return Boolean.TRUE.equals(about().passing());
    }

    /** Deletes it, if it is there: first from sight, so that no half of it is ever taken for an image. */
    void delete(Root root) throws IOException {
        if (Disk.exists(home.dir())) {
            ImageHome hidden = root.nascentImage(MessageName.fresh().value());
            FileStep.move(home.dir(), hidden.dir());
            Deletion.tree(hidden.dir());
        }
    }
}
