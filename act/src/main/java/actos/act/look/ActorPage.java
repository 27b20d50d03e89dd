package actos.act.look;

import actos.act.mail.MailView;
import actos.act.root.ActorView;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.root.EndedActor;
import actos.act.root.EndedTree;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.term.Embedded;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything about one actor, living or ended: specification, status, state, mail and last output. */
public final class ActorPage implements Result {
    private static final int MAIL_SHOWN = 5;
    private static final int OUTPUT_SHOWN = 5;
    private static final int OUTPUT_WHOLE = 20;
    private static final int TAIL = 8 * 1024;
    private static final int STATE_SHOWN = 10_000;

    private final Root root;
    private final ActorId id;
    private final ActorHome home;
    /** Null if it cannot be read. */
    private final ActorSpec spec;

    private final List<Message> mail;
    private final int mailShown;
    private final int outputShown;
    private final Message current;

    public ActorPage(Root root, ActorId id, ActorHome home) throws IOException {
        this(root, id, home, MAIL_SHOWN, OUTPUT_SHOWN);
    }

    /** With all its mail, and all that it printed last. */
    public static ActorPage whole(Root root, ActorId id, ActorHome home) throws IOException {
        return new ActorPage(root, id, home, Integer.MAX_VALUE, OUTPUT_WHOLE);
    }

    private ActorPage(Root root, ActorId id, ActorHome home, int mailShown, int outputShown) throws IOException {
        this.mailShown = mailShown;
        this.outputShown = outputShown;
        this.root = root;
        this.id = id;
        this.home = home;
        this.spec = Disk.spec(home);
        this.mail = new Mailbox(home).pending();
        this.current = new Mailbox(home).current();
    }

    @Override
    public void printJson(Output output) throws IOException {
        output.json(json());
    }

    private ObjectNode json() throws IOException {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", id.value());
        json.set("status", ActorView.at(id, home).json());
        json.set("spec", Disk.object(home.spec()));
        if (!Disk.isFile(home.exit())) {
            SystemView.degraded(root, id).forEach(json.withArrayProperty("degraded")::add);
        }
        Embedded.put(json, "state", Disk.bytes(home.state()));
        if (current == null) {
            json.putNull("current");
        } else {
            ObjectNode message = current.envelope().json().deepCopy();
            Embedded.put(message, "body", Disk.bytes(home.current()));
            json.set("current", message);
        }
        ArrayNode list = json.putArray("mail");
        mail.forEach(waiting -> list.add(MailView.json(waiting, id)));
        ArrayNode output = json.putArray("lastOutput");
        lastOutput().forEach(output::add);
        if (Disk.isFile(home.exit())) {
            json.set("exit", Disk.object(home.exit()));
        }
        return json;
    }

    @Override
    public void print(Output output) throws IOException {
        ActorView view = ActorView.at(id, home);
        boolean ended = Disk.isFile(home.exit());
        output.line(output.terminal().strong(id.value()) + "  " + (ended ? ended() : living(view)));
        if (!ended && view.lastEnd() != null) {
            output.line("ended   " + lastEnd(view));
        }
        if (!ended) {
            SystemView.degraded(root, id)
                    .forEach(what -> output.line(output.terminal().bad("degraded: ") + Text.tame(what)));
        }
        if (spec == null) {
            output.line("program unknown: spec.json is missing or wrong");
        } else {
            SpecLines.print(output, spec);
        }
        printChildren(output, ended, view);
        if (spec != null) {
            new TreeMap<>(spec.env())
                    .forEach((name, value) -> output.line("env     " + Text.tame(name) + "=" + Text.tame(value)));
        }
        byte[] state = Disk.bytes(home.state());
        output.cutLine("state   " + (state == null ? "(none)" : Text.oneLine(state, STATE_SHOWN)));
        if (current != null) {
            byte[] body = Disk.bytes(home.current());
            output.cutLine("current " + current.id() + " from " + (current.from() == null ? "·" : current.from()) + "  "
                    + (body == null ? "" : Text.oneLine(body, STATE_SHOWN)));
        }
        output.line("mail    " + Text.count(mail.size(), "message") + (ended ? " unread" : " waiting"));
        for (Message waiting : mail.subList(0, Math.min(mailShown, mail.size()))) {
            byte[] body = waiting.body();
            output.cutLine("        " + (waiting.id() == 0 ? Text.tame(waiting.fileName()) : waiting.id()) + "  "
                    + (body == null ? "" : Text.oneLine(body, STATE_SHOWN)));
        }
        if (mail.size() > mailShown) {
            output.line("        and " + (mail.size() - mailShown) + " more");
        }
        List<String> lines = lastOutput();
        output.line("output  " + (lines.isEmpty() ? "nothing" : "the last " + Text.count(lines.size(), "line") + ":"));
        lines.forEach(line -> output.cutLine("        " + Text.tame(line)));
    }

    private static String living(ActorView view) {
        return view.phase() + (view.pid() == 0 ? "" : ", pid " + view.pid()) + ", for " + view.uptime() + ", "
                + view.handled() + " handled"
                + (view.restarts() == 0 ? "" : ", started again " + Text.count(view.restarts(), "time"))
                + (view.current() == null ? "" : ", current " + view.current());
    }

    /** How it ended the last time, and when it is started again if it has not been yet. */
    private static String lastEnd(ActorView view) {
        Instant next = view.nextStart();
        return "the last time by " + view.lastEnding() + ", at "
                + time(view.lastEnd().at())
                + (next == null ? "" : "; the next start is at " + Text.time(next));
    }

    private void printChildren(Output output, boolean ended, ActorView view) throws IOException {
        Set<ActorId> children = EndedTree.statics(home);
        children.addAll(view.children());
        if (!children.isEmpty()) {
            List<ActorId> living = ended ? List.copyOf(children) : view.children();
            output.line("tree    " + (spec == null ? "" : spec.supervision().strategy() + " over ")
                    + children.stream()
                            .map(child -> child + (living.contains(child) ? "" : " (ended)"))
                            .collect(Collectors.joining(", ")));
        }
    }

    private String ended() {
        ActorExit exit = Document.read(home.exit(), ActorExit.class);
        String ending = spec != null && spec.manual() ? "played by hand" : EndedActor.ending(exit);
        return "ended, " + ending + (exit.why() == null ? "" : ": " + Text.tame(exit.why())) + ", at "
                + time(exit.at());
    }

    private static String time(Instant at) {
        return at == null ? "?" : Text.time(at);
    }

    private List<String> lastOutput() {
        String text = new String(Disk.tail(home.log(), TAIL), StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        return lines.subList(Math.max(0, lines.size() - outputShown), lines.size());
    }
}
