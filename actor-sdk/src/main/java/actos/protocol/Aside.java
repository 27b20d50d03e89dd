package actos.protocol;

/** Why a message that lies in a spool is not delivered: the ending of its file's name, behind {@code .json}, says so. */
public enum Aside {
    /** A person holds it back. */
    HELD(".held"),
    /** Its actor has put it back, until it takes out of its stash what is there. */
    STASHED(".stashed");

    private final String ending;

    Aside(String ending) {
        this.ending = ending;
    }

    /** What the file's name ends in. */
    public String ending() {
        return ending;
    }

    /** What such a message is: {@code held}. */
    public String word() {
        return ending.substring(1);
    }

    /** Why the message in this file is not delivered, or null: it is. */
    public static Aside of(String fileName) {
        return fileName.endsWith(HELD.ending) ? HELD : fileName.endsWith(STASHED.ending) ? STASHED : null;
    }

    /** What such an ending is, or nothing. */
    public static String endingOf(String fileName) {
        Aside aside = of(fileName);
        return aside == null ? "" : aside.ending;
    }

    /** The file's name when the message waits for its delivery. */
    public static String plain(String fileName) {
        return fileName.substring(0, fileName.length() - endingOf(fileName).length());
    }
}
