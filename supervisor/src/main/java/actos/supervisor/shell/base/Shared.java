package actos.supervisor.shell.base;

import actos.protocol.Root;
import actos.supervisor.posix.Posix;

/**
 * What nearly every part of the shell works with: the root and its open directories, the kernel's calls, the homes of the
 * living, what waits to be decided, and whom to tell. Each part takes what it uses of it when it is made.
 */
public record Shared(Root root, Posix posix, Places places, Homes homes, Inbox inbox, Journal journal, Health health) {
    public static Shared of(Root root, Posix posix, Journal journal) {
        Places places = new Places(root);
        return new Shared(root, posix, places, new Homes(root, places), new Inbox(), journal, new Health(journal));
    }
}
