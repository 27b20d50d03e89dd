package actos.supervisor.shell.sense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorId;
import actos.supervisor.core.Event;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.PlainPosix;
import actos.supervisor.shell.base.Fixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request is read once it is complete; what cannot be started is named, and nothing is ever waited for. */
class RequestReaderTest {
    @TempDir
    Path dir;

    private Fixture fixture;
    private int owner;
    private RequestReader reader;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
        owner = (Integer) Files.getAttribute(fixture.root.spawn(), "unix:uid");
        reader = reader(owner);
    }

    private RequestReader reader(int supervisor) {
        return new RequestReader(new PlainPosix(), new Dir(fixture.root.spawn()), supervisor);
    }

    private Event.RequestFound found(String name) {
        return assertInstanceOf(Event.RequestFound.class, reader.read(name + ".json"));
    }

    private void assertRefused(String file, String field, String sentence) {
        Event.RequestBad bad = assertInstanceOf(Event.RequestBad.class, reader.read(file));
        assertEquals(file, bad.file());
        assertEquals(field, bad.field());
        assertTrue(bad.detail().contains(sentence), bad.detail());
    }

    private void assertRefused(String json, String sentence) throws IOException {
        fixture.request("r", json);
        String field = sentence.substring(0, sentence.indexOf(' '));
        assertRefused("r.json", field, sentence);
    }

    @Test
    void a_request_names_its_program() throws IOException {
        fixture.request("r", "{\"id\":\"a\",\"path\":\"/bin/sh\",\"cwd\":\"/\"}");
        Event.RequestFound e = found("r");
        assertEquals("r", e.request());
        assertEquals(new ActorId("a"), e.spec().id());
        assertEquals("/bin/sh", e.spec().path());
    }

    @Test
    void a_bare_name_is_found_on_the_PATH() throws IOException {
        fixture.request("r", "{\"path\":\"sh\"}");
        String path = found("r").spec().path();
        assertTrue(path.startsWith("/") && path.endsWith("/sh") && Files.isExecutable(Path.of(path)), path);
        assertRefused("{\"path\":\"no-such-program\"}", "path \"no-such-program\" is not found on the");
    }

    @Test
    void a_manual_actor_needs_no_program() throws IOException {
        fixture.request("r", "{\"manual\":true}");
        assertTrue(found("r").spec().manual());
    }

    @Test
    void what_cannot_be_started_is_refused_with_its_path() throws IOException {
        Path file = Files.writeString(dir.resolve("program"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertRefused("{\"path\":\"" + file + "\"}", "path \"" + file + "\" is not executable: chmod +x " + file);
        assertRefused("{\"path\":\"" + dir + "\"}", "path \"" + dir + "\" is a directory");
        assertRefused("{\"path\":\"/no/such\"}", "path \"/no/such\" does not exist");
        assertRefused("{\"path\":\"/bin/sh\",\"cwd\":\"/no/such\"}", "cwd \"/no/such\" is no directory");
        assertRefused("{\"path\":\"/bin/sh\",\"cwd\":\"/bin/sh\"}", "cwd \"/bin/sh\" is no directory");
    }

    @Test
    void what_can_be_no_files_name_is_refused() throws IOException {
        assertRefused("{\"path\":\"/tmp/\\ud800\"}", "path \"/tmp/\\ud800\" names no file");
        assertRefused("{\"path\":\"\\ud800\"}", "path ");
        assertRefused("{\"path\":\"/bin/sh\",\"cwd\":\"/\\udfff\"}", "cwd \"/\\udfff\" names no directory");
    }

    @Test
    void a_bad_field_is_refused_with_its_name() throws IOException {
        assertRefused("{\"id\":\"..\",\"path\":\"/bin/sh\"}", "id \"..\" must be made of a-z");
        fixture.request("r", "{\"path\":\"/bin/sh\",\"Args\":[]}");
        assertRefused("r.json", "Args", "unknown field \"Args\"");
    }

    @Test
    void half_a_request_may_become_whole() throws IOException {
        fixture.request("r", "{\"manual\":");
        assertTrue(unfinished("r").detail().contains("not JSON"));
        fixture.request("r", "{\"manual\":true}");
        assertTrue(found("r").spec().manual());
    }

    @Test
    void an_unfinished_request_looks_different_after_each_change() throws IOException {
        fixture.request("r", "{\"manual\":");
        long fingerprint = unfinished("r").fingerprint();
        assertEquals(fingerprint, unfinished("r").fingerprint());
        fixture.request("r", "{\"manual\":  ");
        assertNotEquals(fingerprint, unfinished("r").fingerprint());
        fixture.request("r", "");
        assertTrue(unfinished("r").detail().contains("it is empty"));
    }

    private Event.RequestUnfinished unfinished(String name) {
        return assertInstanceOf(Event.RequestUnfinished.class, reader.read(name + ".json"));
    }

    @Test
    void what_is_no_file_is_refused_and_never_opened() throws Exception {
        Files.createDirectory(fixture.root.request("d"));
        Path secret = Files.writeString(dir.resolve("secret"), "{\"manual\":true}");
        Files.createSymbolicLink(fixture.root.request("l"), secret);
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", fixture.root.request("p").toString())
                        .start()
                        .waitFor());
        for (String name : new String[] {"d", "l", "p"}) {
            assertRefused(name + ".json", null, "it is no regular file");
        }
    }

    @Test
    void what_belongs_to_another_user_is_refused() throws IOException {
        fixture.request("r", "{\"manual\":true}");
        reader = reader(owner + 1);
        if (owner == 0) {
            found("r"); // root may ask for anything
            Files.setAttribute(fixture.root.request("r"), "unix:uid", 4711);
            assertRefused("r.json", null, "it belongs to user 4711, not to the supervisor's user or root");
        } else {
            assertRefused("r.json", null, "it belongs to user " + owner);
        }
    }

    @Test
    void what_is_too_big_is_refused_unread() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(fixture.root.request("r").toFile(), "rw")) {
            file.setLength(16L * 1024 * 1024 + 1);
        }
        assertRefused("r.json", null, "it has 16777217 bytes; 16777216 are allowed");
    }

    @Test
    void another_name_is_refused_and_a_hidden_one_left_alone() throws IOException {
        Files.writeString(fixture.root.spawn().resolve("r.txt"), "{\"manual\":true}");
        assertRefused("r.txt", "name", "a request is called NAME.json, not \"r.txt\"");
        for (String name : new String[] {".r.json", "r.json~", "r.json.tmp", "#r.json", "r.json.held"}) {
            Files.writeString(fixture.root.spawn().resolve(name), "{\"manual\":true}");
            assertNull(reader.read(name), name);
        }
    }

    @Test
    void what_was_taken_away_is_nothing() {
        assertNull(reader.read("r.json"));
    }
}
