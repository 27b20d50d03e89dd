package actos.supervisor.shell.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Ended;
import actos.protocol.MessageName;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Message;
import actos.supervisor.core.Origin;
import actos.supervisor.shell.base.Fixture;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each end is told once, wherever telling breaks off, and whoever goes on. */
class EndNoticesTest {
    @TempDir
    Path dir;

    private Fixture fixture;
    private Inbox inbox;
    private EndNotices endNotices;
    private final List<Home> made = new ArrayList<>();
    private long lastId = 100;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
        for (String id : List.of("a", "v", "w")) {
            made.add(fixture.actor(id));
        }
        anotherSupervisor();
        Files.writeString(home("a").paths.pid(), "17\n");
    }

    private void anotherSupervisor() {
        Shared shared = fixture.shared();
        made.forEach(home -> shared.homes().add(home.id, home.inode));
        inbox = shared.inbox();
        endNotices = new EndNotices(shared, new Sequence(fixture.root, fixture.posix));
    }

    private Home home(String id) {
        return made.stream().filter(h -> h.id.value().equals(id)).findFirst().orElseThrow();
    }

    private Message message(String name) {
        long id = ++lastId;
        return Message.of(id, new MessageName(name), new Origin(ActorId.SUPERVISOR, 0, null, Fixture.WALL));
    }

    private List<Event> tell() {
        List<Effect.News> news = List.of(
                new Effect.News(new ActorId("v"), message("ended-a-" + lastId)),
                new Effect.News(new ActorId("w"), message("ended-a-" + lastId)));
        Effect.Tell tell =
                new Effect.Tell(new ActorId("a"), Fixture.WALL, new Ended(new ActorId("a"), "it fell", 3, true), news);
        boolean isDone = isDone(tell);
        List<Event> events = new ArrayList<>();
        for (Event event; (event = inbox.next()) != null; ) {
            events.add(event);
        }
        if (isDone) {
            events.add(new Event.Done(tell));
        }
        return events;
    }

    /** False if the disk has refused it. */
    private boolean isDone(Effect.Tell tell) {
        try {
            return endNotices.tell(home("a"), tell, Fixture.NOW) == Outcome.DONE;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> mail(String id) throws IOException {
        return Fixture.names(home(id).paths.spool());
    }

    private void handle(String id) throws IOException {
        for (String name : mail(id)) {
            Files.delete(home(id).paths.spool().resolve(name));
        }
    }

    @Test
    void the_news_lie_in_the_spools_of_those_who_watch() throws IOException {
        List<Event> events = tell();
        assertEquals(List.of("000000000101~101~supervisor~~ended-a-100.json"), mail("v"));
        assertEquals(List.of("000000000102~102~supervisor~~ended-a-101.json"), mail("w"));
        assertEquals(
                "{\"event\":\"ended\",\"id\":\"a\",\"reason\":\"it fell\",\"code\":3,\"willRestart\":true}",
                Files.readString(home("w").paths.spool().resolve(mail("w").get(0)))
                        .strip());
        assertEquals(3, events.size());
        assertInstanceOf(Event.Done.class, events.get(2));
    }

    @Test
    void an_end_that_was_told_is_not_told_again_even_if_the_news_were_handled() throws IOException {
        tell();
        handle("v");
        handle("w");
        anotherSupervisor();
        List<Event> events = tell();
        assertEquals(1, events.size());
        assertInstanceOf(Event.Done.class, events.get(0));
        assertEquals(List.of(), mail("v"));
        assertEquals(List.of(), mail("w"));
    }

    @Test
    void the_next_end_of_the_next_process_is_another_one() throws IOException {
        tell();
        handle("v");
        Path pid = home("a").paths.pid();
        Files.delete(pid);
        Files.writeString(pid, "18\n");
        tell();
        assertEquals(1, mail("v").size());
        assertEquals(
                1,
                Fixture.names(home("a").paths.dir()).stream()
                        .filter(n -> n.startsWith(".news"))
                        .count());
    }

    @Test
    void what_was_told_before_a_failure_is_not_told_again_and_the_rest_is() throws IOException {
        Path inTheWay = home("w").paths.spool().resolve("000000000102~102~supervisor~~ended-a-101.json");
        Files.writeString(inTheWay, "1");
        List<Event> events = tell();
        assertEquals(1, events.size(), "v has heard, but not all is told");
        handle("v");
        Files.delete(inTheWay);
        anotherSupervisor();
        assertEquals(2, tell().size());
        assertEquals(List.of(), mail("v"));
        assertEquals(List.of("000000000102~102~supervisor~~ended-a-101.json"), mail("w"));
    }

    @Test
    void news_that_were_only_being_written_are_written_again() throws IOException {
        Path making = Files.createDirectory(home("a").paths.newsInTheMaking());
        Files.writeString(making.resolve("v::000000000050~50~supervisor~~ended-a-50.json"), "{");
        tell();
        assertEquals(1, mail("v").size());
        assertTrue(Files.notExists(making));
    }

    @Test
    void a_request_to_watch_is_written_down_and_becomes_the_answer_if_there_is_nobody() throws IOException {
        Home w = home("w");
        ActorSpec spec = Fixture.manual().resolved(w.id, null);
        ActorSpec watching = spec.resolved(w.id, null, spec.supervision().watching(new ActorId("x")));
        Path request = Files.writeString(w.drawer.file("supervisor::w1.json"), "{\"watch\":\"x\"}");
        Ended gone = new Ended(new ActorId("x"), "there is no actor \"x\"", null, false);
        endNotices.watch(w, new Effect.Watch(w.id, "supervisor::w1.json", watching, gone, message("w1")), Fixture.NOW);
        assertEquals(List.of("000000000101~101~supervisor~~w1.json"), mail("w"));
        assertTrue(Files.notExists(request));
        assertEquals(
                List.of(new ActorId("x")),
                ActorSpec.parse(Files.readAllBytes(w.paths.spec()))
                        .supervision()
                        .watch());
    }
}
