package actos.act.step;

import actos.act.call.Source;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.AnswerWaits;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.Names;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act step}: one delivery, or some, where nothing is delivered otherwise. */
@Command(
        name = "step",
        header = "Deliver one message in a paused system, and show what comes of it.",
        description = {
            "",
            "The next in order, whoever it is for; an actor's next one; or a chosen message, also one that is not first, or"
                    + " delayed. Returns when its handler is done, and shows the message, how the state has changed, what"
                    + " was sent, or how the actor ended. The same directory and the same steps give the same order.",
            "",
            "A round delivers one message to each actor that can take one, the one that was its first when the round"
                    + " began: as if all of them worked at the same time.",
            "",
            "A record of steps is a script of choices: they can be made again from the same beginning, and it is told"
                    + " where reality differs.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act pause; act next",
            "  act step; act step bank; act step 42",
            "  act step --round -n 3",
            "  act step --until-idle --record order-1.jsonl",
            "  act step --follow order-1.jsonl"
        })
public final class StepCommand implements Callable<Result> {
    private static final long ENOUGH = 1000;
    private static final String NONE = "no message waits that is due";

    @Mixin
    Workspace workspace;

    @Option(
            names = {"-n", "--steps"},
            paramLabel = "N",
            description = "At most N steps, or rounds; 1 if not said, 1000 with --until-idle.")
    Long most;

    @Option(names = "--round", description = "Deliver one message to each actor that can take one.")
    boolean round;

    @Option(
            names = "--until-idle",
            description = "Until nothing waits that is due; of a message, until nothing waits that it has caused.")
    boolean untilIdle;

    @Option(names = "--record", paramLabel = "FILE", description = "Write each step as a line of JSON; - is stdout.")
    String record;

    @Option(names = "--follow", paramLabel = "FILE", description = "Make the choices of such a record; - is stdin.")
    String follow;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            description = "Wait at most this long in each step; else as long as it takes.")
    String timeout;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "THING",
            description = "An actor, or the number or name of a waiting message.")
    String thing;

    private Stepper stepper;
    private StepRun steps;

    @Override
    public Result call() throws IOException {
        check();
        if (follow != null && record != null && isOneFile(follow, record)) {
            throw Failure.usage(
                    "--record " + Names.printable(record) + " is the record that is followed; another name keeps it");
        }
        stepper = new Stepper(workspace, timeout == null ? Polling.ENDLESS : Durations.parse("--timeout", timeout));
        try (StepRun all = new StepRun(workspace, stepper, record, follow != null)) {
            steps = all;
            if (follow != null) {
                follow();
            } else if (round) {
                runRounds();
            } else if (thing == null) {
                run(null, pending -> true, NONE);
            } else if (ActorId.isValid(thing) && new Actors(workspace.root()).isLiving(new ActorId(thing))) {
                run(new ActorId(thing), pending -> true, "no message waits for " + thing + " that is due");
            } else {
                stepper.settle();
                runFrom(new MessageSearch(workspace.root()).waiting(thing));
            }
        }
        return Result.NONE; // each step was told when it was made
    }

    private void check() {
        if (most != null && most < 1) {
            throw Failure.usage("-n " + most + " is no number of steps: at least 1");
        }
        if (follow != null && (thing != null || untilIdle || most != null || round)) {
            throw Failure.usage(
                    "--follow takes its steps from a record: it goes with no THING, -n, --round or --until-idle");
        }
        if (round && thing != null) {
            throw Failure.usage("--round is about all actors: it goes with no THING");
        }
        if (workspace.isJson() && "-".equals(record)) {
            throw Failure.usage("--json and --record - would both write to stdout");
        }
    }

    private boolean isOneFile(String one, String other) throws IOException {
        Path cwd = workspace.surroundings().cwd();
        Path a = cwd.resolve(one);
        Path b = cwd.resolve(other);
        return a.equals(b) || Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    }

    /** A chosen message, and with {@code --until-idle} what it causes. */
    private void runFrom(Message chosen) throws IOException {
        if (most != null && !untilIdle) {
            throw Failure.usage(
                    "-n counts steps, and a message is delivered once; with --until-idle also what it causes");
        }
        List<Long> overtaken = stepper.overtaken(chosen);
        if (!overtaken.isEmpty()) {
            String those = overtaken.size() == 1
                    ? "message " + overtaken.get(0)
                    : Text.count(overtaken.size(), "message") + " (" + Text.some(overtaken) + ")";
            workspace
                    .output()
                    .note("message " + chosen.id() + " overtakes " + those + " of the same sender to " + chosen.to()
                            + ", which cannot happen in reality");
        }
        if (chosen.due() != 0) {
            workspace.output().note("message " + chosen.id() + " is delivered before it is due");
        }
        steps.step(chosen, overtaken);
        if (untilIdle) {
            Set<Long> family = new HashSet<>(Set.of(chosen.id()));
            run(null, pending -> isOf(pending, family), null);
        }
    }

    /** Whether it is one of these messages again, or was caused by one, and then counts as one from now on. */
    private static boolean isOf(Message pending, Set<Long> family) {
        return family.contains(pending.id()) || family.contains(pending.parts().cause()) && family.add(pending.id());
    }

    /** The next of the messages that are meant, as often as is wanted. */
    private void run(ActorId only, Predicate<Message> meant, String none) throws IOException {
        Message next = stepper.next(only, meant);
        while (next != null && steps.made() < limit()) {
            steps.step(next, List.of());
            next = untilIdle || steps.made() < limit() ? stepper.next(only, meant) : next;
        }
        tellEnd(next, stepper.deliveries(only).later(meant), none);
    }

    /** The first message of each actor, chosen before any of them is delivered, as often as is wanted. */
    private void runRounds() throws IOException {
        Message next = stepper.next(null, pending -> true);
        for (long rounds = 0; next != null && rounds < limit(); ) {
            for (Message first : stepper.deliveries(null).firsts(pending -> true)) {
                steps.step(first, List.of());
            }
            rounds++;
            next = untilIdle || rounds < limit() ? stepper.next(null, pending -> true) : next;
        }
        tellEnd(next, stepper.deliveries(null).later(pending -> true), NONE);
    }

    /** How many steps or rounds there are at most. */
    private long limit() {
        return most != null ? most : untilIdle ? ENOUGH : 1;
    }

    /**
     * @param next what would be delivered now, or null
     * @param later how many wait for something else than a step
     * @param none what is said if there was nothing to deliver
     */
    private void tellEnd(Message next, long later, String none) throws IOException {
        if (next != null && untilIdle) {
            throw Failure.failed("after " + Text.count(steps.made(), "step") + " message " + next.id() + " for "
                    + next.to() + " still waits; -n allows more steps, if this ever comes to an end");
        }
        if (next == null) {
            String left = later == 0 ? "" : "; " + Text.count(later, "message") + " delayed, held or stashed";
            if (steps.made() == 0 && !untilIdle) {
                throw Failure.failed(none + left);
            }
            workspace.output().note(Text.count(steps.made(), "step") + ", and nothing waits any more" + left);
            tellUnanswered();
        }
    }

    /** What looks like rest may be a deadlock. */
    private void tellUnanswered() throws IOException {
        AnswerWaits waits = AnswerWaits.of(workspace.root());
        List<AnswerWaits.Wait> cycle = waits.deadlock();
        if (!cycle.isEmpty()) {
            workspace.output().note(AnswerWaits.told(cycle) + "; act waits tells more");
        } else if (!waits.all().isEmpty()) {
            workspace
                    .output()
                    .note("but not at rest: " + waits.all().get(0).sentence() + " and has no answer, one of "
                            + Text.count(waits.all().size(), "question") + " that wait for one; act waits lists them");
        }
    }

    private void follow() throws IOException {
        Source source = Source.named(follow, workspace.surroundings());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(source.open(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    repeat(RecordedStep.parse(steps.made() + 1, line, source.shown()));
                }
            }
        }
        workspace.output().note(Text.count(steps.made(), "step") + ", all as recorded");
    }

    private void repeat(RecordedStep wanted) throws IOException {
        stepper.settle();
        Message message = wanted.find(workspace.root());
        RecordedStep real = steps.choice(message);
        String difference = wanted.difference(real);
        if (difference == null) {
            real = steps.step(message, stepper.overtaken(message));
            difference = wanted.difference(real);
        }
        if (difference != null) {
            wanted.diff(real)
                    .lines(workspace.terminal())
                    .forEach(line -> workspace.output().note(line));
            throw wanted.differs(difference);
        }
    }
}
