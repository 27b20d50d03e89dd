package actos.script;

import actos.protocol.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the actor's specification says about its script: {@code [--copy] [--allow=WHAT]… [--live-clock] [--limit=5s] SCRIPT
 * ARGS…}.
 *
 * @param script the script, an absolute path
 * @param copy whether the actor gets a copy of its own
 * @param allowed what it may do besides being an actor
 * @param liveClock whether time and chance are the machine's and not the message's
 * @param limit how long it may handle a message
 * @param args what the script gets
 */
record Options(
        Path script, boolean copy, Set<Permission> allowed, boolean liveClock, Duration limit, List<String> args) {
    /** What a script has no access to unless it is said. */
    enum Permission {
        /** Other scripts and modules: {@code import}, {@code load}. */
        FILES,
        /** The network. */
        NETWORK,
        /** All classes of Java, and so everything. */
        JAVA
    }

    /** @throws IllegalArgumentException if it says something else; the message tells what */
    static Options parse(List<String> args) {
        boolean copy = false;
        boolean liveClock = false;
        Duration limit = Duration.ofSeconds(5);
        Set<Permission> allowed = EnumSet.noneOf(Permission.class);
        int next = 0;
        for (; next < args.size() && args.get(next).startsWith("--"); next++) {
            String option = args.get(next);
            int equals = option.indexOf('=');
            String value = option.substring(equals + 1);
            switch (equals < 0 ? option : option.substring(0, equals)) {
                case "--copy" -> copy = true;
                case "--live-clock" -> liveClock = true;
                case "--limit" -> limit = Durations.parse("limit", value);
                case "--allow" -> allowed.add(permission(value));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        if (next == args.size()) {
            throw new IllegalArgumentException("there is no SCRIPT: its path comes after the options");
        }
        return new Options(
                Path.of(args.get(next)), copy, allowed, liveClock, limit, args.subList(next + 1, args.size()));
    }

    private static Permission permission(String name) {
        for (Permission known : Permission.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                return known;
            }
        }
        throw new IllegalArgumentException("--allow=" + name + " is unknown: files, network or java");
    }
}
