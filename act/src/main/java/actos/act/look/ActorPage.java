package actos.act.look;

import actos.act.call.Workspace;
import actos.act.mail.MailView;
import actos.act.root.ActorView;
import actos.act.root.Current;
import actos.act.root.Disk;
import actos.act.root.Grave;
import actos.act.root.Mailbox;
import actos.act.root.Offspring;
import actos.act.root.Waiting;
import actos.act.term.Embedded;
import actos.act.term.Output;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything about one actor, living or ended: specification, status, state, mail and last output. */
public final class ActorPage {
    private static final int MAIL_SHOWN = 5;
    private static final int OUTPUT_SHOWN = 5;
    private static final int OUTPUT_WHOLE = 20;
    private static final int TAIL = 8 * 1024;
    private static final int STATE_SHOWN = 10_000;

    private final Workspace workspace;
    private final ActorId id;
    private final ActorHome home;
    private final ObjectNode spec;
    private final List<Waiting> mail;
    private final int mailShown;
    private final int outputShown;
    private final Current current;

    public ActorPage(Workspace workspace, ActorId id, ActorHome home) throws IOException {
        this(workspace, id, home, MAIL_SHOWN, OUTPUT_SHOWN);
    }

    /** With all its mail, and all that it printed last. */
    public static ActorPage whole(Workspace workspace, ActorId id, ActorHome home) throws IOException {
        return new ActorPage(workspace, id, home, Integer.MAX_VALUE, OUTPUT_WHOLE);
    }

    private ActorPage(Workspace workspace, ActorId id, ActorHome home, int mailShown, int outputShown)
            throws IOException {
        this.mailShown = mailShown;
        this.outputShown = outputShown;
        this.workspace = workspace;
        this.id = id;
        this.home = home;
        this.spec = Disk.object(home.spec());
        this.mail = new Mailbox(home).pending();
        this.current = Current.of(home);
    }

    public void show() throws IOException {
        if (workspace.isJson()) {
            workspace.output().json(json());
        } else {
            print(workspace.output());
        }
    }

    private ObjectNode json() throws IOException {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", id.value());
        json.set("status", ActorView.at(id, home).json());
        json.set("spec", spec);
        if (!Disk.isFile(home.exit())) {
            SystemView.degraded(workspace.root(), id).forEach(json.withArrayProperty("degraded")::add);
        }
        Embedded.put(json, "state", Disk.bytes(home.state()));
        if (current == null) {
            json.putNull("current");
        } else {
            ObjectNode message = current.envelope().deepCopy();
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

    /** For a person. */
    public void print(Output output) throws IOException {
        ActorView view = ActorView.at(id, home);
        boolean ended = Disk.isFile(home.exit());
        output.line(output.terminal().strong(id.value()) + "  " + (ended ? ended() : living(view)));
        if (!ended && view.lastEnd() != null) {
            output.line("ended   " + lastEnd(view));
        }
        if (!ended) {
            SystemView.degraded(workspace.root(), id)
                    .forEach(what -> output.line(output.terminal().bad("degraded: ") + Text.tame(what)));
        }
        output.line("program " + (view.isGroup() ? "none: a group" : program()));
        output.line("rules   restart " + restartRule() + rule("ready by", "ready")
                + rule("readyTimeout", "readyTimeout") + rule("stopTimeout", "stopTimeout")
                + rule("handleTimeout", "handleTimeout") + rule("maxAttempts", "maxAttempts"));
        if (spec.has("parent")) {
            output.line("parent  " + word("parent"));
        }
        Set<String> children = Offspring.statics(home);
        children.addAll(view.children());
        if (!children.isEmpty()) {
            List<String> living = ended ? List.copyOf(children) : view.children();
            output.line("tree    " + (spec.has("strategy") ? word("strategy") + " over " : "")
                    + children.stream()
                            .map(child -> Text.tame(child) + (living.contains(child) ? "" : " (ended)"))
                            .collect(Collectors.joining(", ")));
        }
        for (var variable : spec.path("env").properties()) {
            output.line("env     " + Text.tame(variable.getKey()) + "="
                    + Text.tame(variable.getValue().asText()));
        }
        byte[] state = Disk.bytes(home.state());
        output.cutLine("state   " + (state == null ? "(none)" : Text.oneLine(state, STATE_SHOWN)));
        if (current != null) {
            byte[] body = Disk.bytes(home.current());
            output.cutLine(
                    "current " + current.id() + " from " + (current.from() == null ? "·" : Text.tame(current.from()))
                            + "  " + (body == null ? "" : Text.oneLine(body, STATE_SHOWN)));
        }
        output.line("mail    " + Text.count(mail.size(), "message") + (ended ? " unread" : " waiting"));
        for (Waiting waiting : mail.subList(0, Math.min(mailShown, mail.size()))) {
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
                + view.json().path("handled").asText("?") + " handled"
                + (view.restarts() == 0 ? "" : ", started again " + Text.count(view.restarts(), "time"))
                + (view.current() == null ? "" : ", current " + view.current());
    }

    /** How it ended the last time, and when it is started again if it has not been yet. */
    private static String lastEnd(ActorView view) {
        Instant next = view.nextStart();
        return "the last time by " + view.lastEnding() + ", at "
                + Text.time(view.lastEnd().path("at").asText("?"))
                + (next == null ? "" : "; the next start is at " + Text.time(next));
    }

    /** When it is started again; how often and at what distances, if it is. */
    private String restartRule() {
        String rule = word("restart");
        if (rule.equals("temporary") || !spec.has("intensity")) {
            return rule;
        }
        JsonNode backoff = spec.path("backoff");
        return rule + " (at most " + word("intensity") + " within " + word("period") + ", backoff "
                + Text.tame(backoff.path("first").asText("?")) + " to "
                + Text.tame(backoff.path("max").asText("?")) + ", onRestart " + word("onRestart") + ")";
    }

    private String ended() {
        JsonNode exit = Disk.object(home.exit());
        String why = Disk.text(exit, "why");
        String ending = Disk.object(home.spec()).path("manual").booleanValue() ? "played by hand" : Grave.ending(exit);
        return "ended, " + ending + (why == null ? "" : ": " + Text.tame(why)) + ", at "
                + Text.time(exit.path("at").asText("?"));
    }

    private String program() {
        if (spec.path("manual").booleanValue()) {
            return "none: a person or a tool plays it";
        }
        StringBuilder line = new StringBuilder(Text.tame(word("path")));
        spec.path("args").forEach(arg -> line.append(' ').append(Text.tame(arg.asText())));
        return line.toString();
    }

    /** What a group does not have is left out. */
    private String rule(String name, String field) {
        return spec.has(field) ? ", " + name + " " + word(field) : "";
    }

    private String word(String field) {
        return Text.tame(spec.path(field).asText("?"));
    }

    private List<String> lastOutput() {
        String text = new String(Disk.tail(home.log(), TAIL), StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        return lines.subList(Math.max(0, lines.size() - outputShown), lines.size());
    }
}
