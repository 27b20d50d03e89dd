package actos.supervisor.shell.base;

/** What may fail and is tried again, as people read it; {@code %s} is the place: an actor, a directory, a name. */
public enum Task {
    // the root
    CLAIMING("keeping .lock and .pid"),
    FINDING_ROOT("finding the root at %s"),
    KEEPING_PLACES("keeping the root's directories"),
    KEEPING_SEQUENCE("keeping .seq"),
    OPENING_FILES("opening files"),
    READING_CYCLE("reading the file cycle"),
    READING_JOURNAL_KEEP("reading the file journal-keep"),
    LIMITING_JOURNAL("deleting old files of the journal"),
    NOTICES("notices from the kernel"),
    NO_NOTICES("notices from the kernel, so working as --scan-only"),
    PUBLISHING_STATUSES("publishing statuses"),
    PUBLISHING_SYSTEM("publishing supervisor.json"),
    // listings
    LISTING("listing %s"),
    LISTING_RUNNING("listing running"),
    LISTING_BREAKS("listing breaks"),
    LISTING_SPOOL("listing the spool of %s"),
    LISTING_GRAVES("looking for what shutdowns have ended"),
    LOOKING_AT("looking at %s"),
    // mail
    TAKING("taking mail"),
    DELIVERING("delivering mail"),
    RELEASING("delivering mail"), // when it is due
    DELIVERING_TO("delivering to %s"),
    DELIVERING_NEXT("delivering the next message of %s"),
    STASHING("stashing mail"),
    UNSTASHING("unstashing mail"),
    RETURNING("returning mail"),
    BURYING_LETTERS("burying dead letters"),
    ADOPTING_MAIL("taking in what was put into a spool"),
    // lives
    ACCEPTING("accepting requests"),
    REFUSING("refusing requests"),
    CREATING("making running/%s"),
    TAKING_IN("taking in running/%s"),
    STARTING_ADDED("running/%s was put there by hand and cannot be started"),
    SHOWING_CHILDREN("showing the children of %s"),
    WRITING_PID("writing the pid of %s"),
    REFUSING_RESTART("refusing a restart"),
    SETTLING_COMMIT("settling what %s has committed"),
    BURYING("burying %s"),
    TELLING_END("telling of the end of %s"),
    TELLING_GONE("telling %s who is gone"),
    WATCHING("watching for %s"),
    // control files
    TAKING_STEP("taking step"),
    PAUSING("pausing at a breakpoint"),
    ENDING_PAUSE("ending a pause that was left"),
    ATTACHING("attaching to %s"),
    REFUSING_ATTACH("refusing to attach"),
    DETACHING("detaching from %s");

    private final String words;

    Task(String words) {
        this.words = words;
    }

    /** Whether there are several places where it is done. */
    public boolean hasPlace() {
        return words.contains("%s");
    }

    /** @param place where, or null for a task that has one place only */
    String at(Object place) {
        return place == null ? words : words.replace("%s", place.toString());
    }
}
