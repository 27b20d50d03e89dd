package actos.act.replay;

import actos.act.call.Workspace;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The option of commands that show a moment in the past as they show the present. */
public final class AtPosition {
    @Option(names = "--at", paramLabel = "POSITION", description = "Show how it was there: a position as in act goto.")
    String position;

    /** The moment that is asked for, told to a person first; null for the present. */
    public Moment moment(Workspace workspace) throws IOException {
        if (position == null) {
            return null;
        }
        Position wanted = Position.of(workspace.rootOnDisk(), position);
        if (wanted instanceof Position.Now) {
            return null;
        }
        Moment moment = Moment.of(workspace.root(), wanted);
        workspace.output().note(moment.sentence());
        return moment;
    }
}
