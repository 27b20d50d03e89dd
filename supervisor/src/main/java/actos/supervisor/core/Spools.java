package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.MessageName;
import actos.protocol.SpoolName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people did in a spool with {@code mv}, {@code cp} and {@code rm}: memory follows the directory. A renamed message
 * keeps its number and gets its new place, a deleted one is dropped, a held one waits apart, and a file that was not
 * there before gets the next number.
 */
final class Spools {
    private static final String BACKUP = "~";

    private Spools() {}

    static void listed(World world, ActorState actor, Event.SpoolListed e, Now now, List<Effect> out) {
        Map<String, Message> known = actor.mailbox.byFileName();
        List<String> unknown = new ArrayList<>();
        List<String> heldFiles = new ArrayList<>();
        for (String file : e.files()) {
            if (Aside.of(file) != null) {
                heldFiles.add(file);
            } else if (file.endsWith(BACKUP)) { // an editor is at work, and the message will be there again
                known.remove(file.substring(0, file.length() - BACKUP.length()));
            } else if (known.remove(file) == null) {
                unknown.add(file);
            }
        }
        unknown.sort(null); // so that their numbers do not depend on how the disk lists them
        heldFiles.sort(null);
        if (!known.isEmpty() || !unknown.isEmpty() || !heldFiles.isEmpty() || !actor.held.isEmpty()) {
            follow(world, actor, known, unknown, heldFiles, now, out);
        }
        world.considerMail(actor);
    }

    private static void follow(
            World world,
            ActorState actor,
            Map<String, Message> gone,
            List<String> unknown,
            List<String> heldFiles,
            Now now,
            List<Effect> out) {
        Map<Long, Message> lost = new HashMap<>();
        actor.held.forEach((id, held) -> lost.put(id, held.message()));
        gone.values().forEach(m -> lost.put(m.id(), m));
        actor.mailbox.removeIf(m -> lost.containsKey(m.id()));
        Set<Long> heldBefore = Set.copyOf(actor.held.keySet());
        actor.held.clear();
        for (String file : heldFiles) {
            SpoolName name = SpoolName.parse(Aside.plain(file));
            Message message = name == null ? null : lost.remove(name.id());
            if (message != null) {
                actor.held.put(message.id(), new HeldBack(message, Aside.of(file)));
                if (!heldBefore.contains(message.id())) {
                    out.add(new Effect.NoteChange(actor.id, "held", message));
                }
            } else if (Aside.of(file) == Aside.STASHED) { // the actor will ask for it; what is held, nobody does
                out.add(new Effect.Adopt(actor.id, file, byHand(world, name), Aside.STASHED));
            }
        }
        List<Message> moved = new ArrayList<>();
        for (String file : unknown) {
            SpoolName name = SpoolName.parse(file);
            Message message = name == null || !name.fileName().equals(file) ? null : lost.remove(name.id());
            if (message == null) {
                out.add(new Effect.Adopt(actor.id, file, byHand(world, name), null));
                continue;
            }
            Message renamed = message.renamed(name);
            moved.add(renamed);
            Queueing.awaitDue(world, actor, renamed, now);
            if (heldBefore.contains(message.id())) {
                out.add(new Effect.NoteChange(actor.id, "released", renamed));
            }
            if (!renamed.order().equals(message.order())) {
                out.add(new Effect.NoteChange(actor.id, "moved", renamed));
            }
        }
        actor.mailbox.addAll(moved);
        lost.values().forEach(m -> out.add(new Effect.NoteChange(actor.id, "dropped", m)));
        actor.touch();
    }

    /** A number of its own for a file whose name is a copy, or no message's name at all. */
    private static Message byHand(World world, SpoolName name) {
        long id = world.nextId();
        return name == null
                ? Message.of(id, new MessageName("by-hand-" + id), new Origin(null, 0, null, null))
                : new Message(
                        id,
                        name.order(),
                        name.name(),
                        new Origin(party(name), name.cause(), name.answers(), null),
                        name.due(),
                        1,
                        0);
    }

    /** Nobody else speaks for the supervisor. */
    private static ActorId party(SpoolName name) {
        return ActorId.SUPERVISOR.equals(name.from()) ? null : name.from();
    }
}
