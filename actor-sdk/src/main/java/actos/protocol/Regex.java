package actos.protocol;

import java.util.Arrays;

/**
 * A pattern of {@link Condition}: whether there is something in a text that it describes. All ways through the pattern
 * are followed at once, one character after the other, so that nothing is ever tried again and no pattern takes longer
 * than the text times its own length; beyond a fixed number of steps it gives up. (java.util.regex goes back, and some
 * patterns make it do so for ever without reading a character.) Immutable, for any thread.
 */
final class Regex {
    /** What stops a hostile pattern over a long text: a few milliseconds. */
    private static final int MOST_STEPS = 1_000_000;

    private final Step[] program;

    /** What was found. */
    enum Found {
        YES,
        NO,
        GAVE_UP
    }

    /** One step of the program; a step that reads nothing leads to others at once. */
    sealed interface Step {
        /** Reads one character that is in a set, then goes on with the next step. */
        record Read(CharacterSet set) implements Step {}

        /** Goes on with the next step if this is true between two characters. */
        record Check(Place place) implements Step {}

        /** Goes on with both of these. */
        record Both(int first, int second) implements Step {}

        /** Goes on there. */
        record Jump(int to) implements Step {}

        /** It was found. */
        record End() implements Step {}
    }

    /** Some characters. */
    @FunctionalInterface
    interface CharacterSet {
        boolean contains(int character);
    }

    /** What can be true between two characters. */
    enum Place {
        START,
        END,
        EDGE_OF_WORD,
        NO_EDGE_OF_WORD
    }

    Regex(Step... program) {
        this.program = program;
    }

    /**
     * Reads a pattern: {@code . [a-z] [^…] \d \w \s \D \W \S ^ $ \b \B ( ) (?: ) | * + ? {n,m}}.
     *
     * @throws Refused if it is none, or needs what there is not here
     */
    static Regex compile(String pattern, boolean ignoresCase) {
        return RegexParser.parse(pattern, ignoresCase);
    }

    static boolean isOfWord(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    Found find(String text) {
        return new Search(text).run();
    }

    /** One search: where in the program the ways stand. */
    private final class Search {
        private final String text;
        private int[] now = new int[program.length];
        private int[] next = new int[program.length];
        private int ways;
        private int steps;
        private final int[] open = new int[2 * program.length + 1];
        private final int[] seenAt = new int[program.length];
        private boolean found;

        Search(String text) {
            this.text = text;
            Arrays.fill(seenAt, -1);
        }

        Found run() {
            for (int at = 0; ; ) {
                if (ways == 0 && at > 0 && program[0] instanceof Step.Check check && check.place() == Place.START) {
                    return Found.NO;
                }
                // what is described may begin at each character
                ways = follow(0, at, now, ways);
                if (found) {
                    return Found.YES;
                }
                if (at == text.length()) {
                    return Found.NO;
                }
                int character = text.codePointAt(at);
                at += Character.charCount(character);
                read(character, at);
                if (found) {
                    return Found.YES;
                }
                if (steps > MOST_STEPS) {
                    return Found.GAVE_UP;
                }
            }
        }

        /** All ways that can read this character read it. */
        private void read(int character, int at) {
            int after = 0;
            for (int i = 0; i < ways && !found; i++) {
                if (program[now[i]] instanceof Step.Read read && read.set().contains(character)) {
                    after = follow(now[i] + 1, at, next, after);
                }
            }
            steps += 1 + ways;
            int[] free = now;
            now = next;
            next = free;
            ways = after;
        }

        /** Adds what can be reached from this step without reading to the ways; returns how many there are then. */
        private int follow(int from, int at, int[] list, int size) {
            int length = size;
            int depth = 0;
            open[depth++] = from;
            while (depth > 0) {
                int step = open[--depth];
                if (seenAt[step] == at) {
                    continue;
                }
                seenAt[step] = at;
                steps++;
                if (program[step] instanceof Step.Read) {
                    list[length++] = step;
                } else if (program[step] instanceof Step.Both both) {
                    open[depth++] = both.second();
                    open[depth++] = both.first();
                } else if (program[step] instanceof Step.Jump jump) {
                    open[depth++] = jump.to();
                } else if (program[step] instanceof Step.Check check) {
                    if (isTrue(check.place(), at)) {
                        open[depth++] = step + 1;
                    }
                } else {
                    found = true;
                    return length;
                }
            }
            return length;
        }

        private boolean isTrue(Place place, int at) {
            return switch (place) {
                case START -> at == 0;
                case END -> at == text.length() || at == text.length() - 1 && text.charAt(at) == '\n';
                case EDGE_OF_WORD -> isEdge(at);
                case NO_EDGE_OF_WORD -> !isEdge(at);
            };
        }

        private boolean isEdge(int at) {
            boolean before = at > 0 && isOfWord(text.codePointBefore(at));
            return before != (at < text.length() && isOfWord(text.codePointAt(at)));
        }
    }
}
