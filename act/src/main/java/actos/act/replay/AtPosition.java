package actos.act.replay;

import actos.act.call.Workspace;
import actos.protocol.Root;
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
        Moment moment = moment(workspace.root(), wanted);
        workspace.output().note(moment.sentence());
        return moment;
    }

    private static Moment moment(Root root, Position position) throws IOException {
        if (position instanceof Position.Saved saved) {
            return new SavedMoment(root, saved.image());
        }
        Reconstruction past = new Reconstruction(root);
        return new PastMoment(past, past.at((Position.InJournal) position));
    }
}
