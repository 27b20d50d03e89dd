package actos.act.image;

import actos.act.root.Disk;
import actos.act.root.Pause;
import actos.act.term.Failure;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.IOException;
import java.util.List;

/**
 * The way back: image {@code before-load}, the moment before the last loading. It says which image is loaded until that is
 * done, so that a loading that was broken off goes on with the same way back; one whose loading never came to its end is
 * never deleted. What is left after a crash at any step is made right when this is asked the next time.
 */
final class BeforeLoad {
    /** What is called so: the image {@code before-load} that was loaded last. */
    private static final String LOADED = Pause.BEFORE_LOAD + "-loaded";

    /** What it is called for good: with a number behind it. */
    private static final String BRANCH = "branch-";

    private final Root root;
    private final Image before;
    private final Image loaded;

    BeforeLoad(Root root) {
        this.root = root;
        this.before = new Image(Pause.BEFORE_LOAD, root.image(Pause.BEFORE_LOAD));
        this.loaded = new Image(LOADED, root.image(LOADED));
    }

    /** The way back. */
    Image image() {
        return before;
    }

    /**
     * Which image is meant, and whether its loading was broken off and goes on now.
     *
     * @param broken what was loaded when that was broken off, if the system has been standing still since; else null
     * @throws Failure if another one's was
     */
    Meant meant(String name, String broken) throws IOException {
        boolean isBack = name.equals(before.name());
        if (!Disk.exists(before.home().dir())
                && Disk.exists(loaded.home().dir())
                && (isBack || loading(loaded) != null)) {
            FileStep.move(loaded.home().dir(), before.home().dir()); // a crash came between two renames
        }
        String unfinished = loading(before);
        String begun = broken == null ? null : unfinished;
        if (isBack && LOADED.equals(unfinished) && (broken == null || broken.equals(name))) {
            return new Meant(Image.find(root, LOADED), begun != null); // that is what this name meant when it was begun
        }
        if (name.equals(begun)) {
            return new Meant(Image.find(root, begun), true);
        }
        if (begun != null && !isBack) {
            throw Failure.failed("the loading of image " + begun + " was broken off, so nothing else is loaded now: act"
                    + " image load " + begun + " goes on, act image load " + before.name() + " goes back");
        }
        return new Meant(Image.find(root, name), false);
    }

    /**
     * @param image the image that is to be loaded
     * @param goesOn whether its loading was broken off
     */
    record Meant(Image image, boolean goesOn) {}

    /** Keeps this moment as the way back from now on; if the one before is what is loaded, that is called otherwise. */
    Image begin(Image image) throws IOException {
        boolean isBack = image.name().equals(before.name());
        Image target = isBack ? loaded : image;
        ImageWriter saving = new ImageWriter(root, before.name(), target.name());
        saving.copy();
        if (!isBack) {
            discard(before, loading(before) != null);
        } else {
            discard(loaded, loading(loaded) != null || LOADED.equals(loading(before)));
            FileStep.move(before.home().dir(), loaded.home().dir());
        }
        saving.reveal(before.name());
        return target;
    }

    /** The loading is done. */
    void finish() throws IOException {
        for (Image image : List.of(before, loaded)) {
            finish(image);
        }
    }

    private static void finish(Image image) throws IOException {
        if (loading(image) != null) {
            Publish.replace(image.home().about(), Json.bytes(image.about().withoutLoading()));
        }
    }

    /** The same, and the way back gets a name that no later loading takes from it, in one step: this is what it returns. */
    String finishAsBranch() throws IOException {
        String name = free(BRANCH);
        Image branch = new Image(name, root.image(name));
        FileStep.move(before.home().dir(), branch.home().dir());
        finish(branch);
        finish(loaded);
        return name;
    }

    /** One that was never loaded whole, or whose loading was given up, is the only way back: it gets another name. */
    private void discard(Image image, boolean isNeeded) throws IOException {
        if (!isNeeded) {
            image.delete(root);
            return;
        }
        FileStep.move(image.home().dir(), root.image(free(before.name() + "-")).dir());
    }

    private String free(String prefix) {
        int number = 1;
        while (Disk.exists(root.image(prefix + number).dir())) {
            number++;
        }
        return prefix + number;
    }

    private static String loading(Image image) {
        return image.about().loading();
    }
}
