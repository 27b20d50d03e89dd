package actos.act.term;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that somebody may have meant. */
public final class Similar {
    private Similar() {}

    /** The most similar of these names, or null if none differs by few enough letters. */
    public static String to(String meant, Collection<String> names) {
        String best = null;
        int least = Math.max(1, Math.min(3, meant.length() / 3)) + 1;
        for (String name : names) {
            int distance = distance(meant.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least && !name.equals(meant)) {
                least = distance;
                best = name;
            }
        }
        return best;
    }

    /** How many letters must be added, removed, changed or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
