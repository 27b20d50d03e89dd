package actos.act.step;

import actos.act.call.Workspace;
import actos.act.root.Breaks;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Similar;
import actos.act.wait.Wait;
import actos.protocol.FileStep;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act break rm}: deletes files in {@code breaks/}. */
@Command(
        name = "rm",
        header = "Take breakpoints away.",
        description = {
            "",
            "Returns when they are not in force any more. What they have paused stays paused: act resume.",
            ""
        },
        footer = {"", "Example:", "  act break rm 1 2", "  act break rm --all"})
final class BreakRmCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(names = "--all", description = "All of them.")
    boolean all;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "The breakpoints.")
    List<String> names = List.of();

    @Override
    public Result call() throws IOException {
        if (all == !names.isEmpty()) {
            throw Failure.usage(all ? "--all are all, so no NAME has a place beside it" : "name breakpoints, or --all");
        }
        Root root = workspace.rootToChange();
        Breaks breaks = new Breaks(root);
        Map<String, Breaks.Break> there = breaks.all();
        Set<String> meant = all ? there.keySet() : new LinkedHashSet<>(names);
        for (String name : meant) {
            if (!there.containsKey(name)) {
                String near = Similar.to(name, new ArrayList<>(there.keySet()));
                throw Failure.unknown("there is no breakpoint \"" + Names.printable(name) + "\""
                        + (near == null ? "; act break ls lists them" : "; did you mean " + near + "?"));
            }
        }
        for (Path file : Disk.list(root.breaks())) {
            String name = Disk.name(file);
            if (meant.contains(name)
                    || name.endsWith(".json") && meant.contains(name.substring(0, name.length() - 5))) {
                FileStep.delete(file);
            }
        }
        if (workspace.surroundings().liveness().look(root).supervisor() != null) {
            Wait.forNotice(workspace)
                    .until(
                            () -> meant.stream().noneMatch(name -> breaks.known(name) != null),
                            () -> Wait.unnoticed("they were deleted"));
        }
        return Result.json(meant);
    }
}
