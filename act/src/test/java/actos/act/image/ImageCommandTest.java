package actos.act.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.PlayedSupervisor.Role;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.act.root.Message;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ImageHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImageCommandTest {
    private static final String M42 = "000000000042~42~~~k2.json";
    private static final String M43 = "000000000043~43~shop~42~k3~2.json.held";

    @TempDir
    Path dir;

    TestRoot test;
    ActorHome bank;
    ActorHome shop;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        bank = actor("bank");
        shop = actor("shop");
        test.waiting("bank", M42, "{\"n\": 1.10}");
        test.waiting("bank", M43, "2");
        TestRoot.write(test.root.paused(), "");
    }

    private ActorHome actor(String id) throws IOException {
        ActorHome home = test.actor(id, "ready");
        TestRoot.write(home.spec(), "{\"id\":\"" + id + "\",\"path\":\"/bin/sh\"}");
        return home;
    }

    @Test
    void an_image_is_a_plain_tree_of_specifications_states_and_mail() throws Exception {
        TestRoot.write(bank.spool().resolve(".hidden"), "nobody's");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("image", "save", "one");
            assertEquals("image one: 2 actors, 2 messages\n", call.err());
            assertTrue(played.signals.contains("USR1"));
        }
        ImageHome image = test.root.image("one");
        assertEquals(
                List.of(
                        "actors/bank/spec.json",
                        "actors/bank/spool/" + M42,
                        "actors/bank/spool/" + M43,
                        "actors/bank/state.json",
                        "actors/shop/spec.json",
                        "actors/shop/state.json",
                        "image.json"),
                files(image.dir()));
        assertArrayEquals(
                Files.readAllBytes(bank.state()),
                Files.readAllBytes(image.actor(new ActorId("bank")).state()));
        assertEquals(2, Disk.object(image.about()).path("messages").asInt());
        assertTrue(Disk.isFile(test.root.paused()), "it was paused before");
    }

    @Test
    void the_system_goes_on_afterwards_if_it_was_not_paused() throws Exception {
        Files.delete(test.root.paused());
        TestRoot.write(bank.paused(), "");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("image", "save", "one", "--json");
            assertTrue(call.out().contains("\"actors\":2"), call.out());
            assertEquals(1, test.act("image", "save", "one").code());
            assertTrue(played.signals.contains("USR1"));
        }
        assertFalse(Disk.exists(test.root.paused()));
        assertFalse(Disk.object(test.root.systemStatus()).path("paused").booleanValue());
    }

    @Test
    void what_is_handled_for_too_long_stands_in_the_image_as_if_it_waited() throws Exception {
        TestRoot.write(bank.current(), "41");
        TestRoot.write(
                bank.envelope(),
                "{\"id\":41,\"name\":\"k1\",\"from\":\"shop\",\"cause\":40,\"attempt\":2,\"order\":\"000000000007\"}");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("image", "save", "one", "--timeout", "30ms");
            assertTrue(call.err().contains("bank has not finished its message for 30 ms"), call.err());
            assertTrue(played.signals.contains("USR1"));
        }
        ActorHome saved = test.root.image("one").actor(new ActorId("bank"));
        assertEquals("41", Files.readString(saved.spool().resolve("000000000007~41~shop~40~k1~2.json")));
        assertFalse(Disk.exists(saved.current()));
    }

    @Test
    void what_was_not_taken_yet_is_in_the_image_once() throws Exception {
        Path drawer = test.root.drawer(new ActorId("shop"));
        TestRoot.write(drawer.resolve("bank::k5.json"), "5");
        TestRoot.write(drawer.resolve("bank::half.json"), "{\"a\":");
        Path person = TestRoot.write(test.root.send().resolve("bank::k6.json"), "6");
        Files.createLink(bank.spool().resolve("000000000046~46~~~k6.json"), person); // as if it was taken in between
        ImageWriter saving = new ImageWriter(test.root, "one");
        saving.copy();
        Image image = saving.reveal("one");
        assertEquals(List.of("shop/bank::k5.json"), files(image.home().send()));
        assertEquals(
                3, Disk.list(image.home().actor(new ActorId("bank")).spool()).size());
        assertEquals(4, saving.messages());
    }

    @Test
    void refuses_a_name_that_is_none_or_taken() throws Exception {
        assertFailure(3, "no supervisor", "image", "save", "one");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "image \"../one\" must be made of a-z", "image", "save", "../one");
            assertEquals(0, test.act("image", "save", "one").code());
            assertFailure(1, "there is an image one already; act image rm one", "image", "save", "one");
            assertTrue(played.steps.isEmpty());
        }
    }

    @Test
    void loading_brings_states_and_mail_back_and_leaves_alone_what_is_the_same() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            Object kept = Disk.inode(bank.spool().resolve(M42));
            Object process = Disk.inode(bank.dir());
            TestRoot.write(bank.state(), "{\"n\": 9}");
            Files.delete(bank.spool().resolve(M43));
            test.waiting("bank", "000000000099~99~~~k9.json", "9");
            test.waiting("shop", "000000000098~98~~~k8.json", "8");
            TestRoot.Call call = test.act("image", "load", "one");
            assertEquals(
                    "image one is loaded: 0 actors started, 0 ended, 1 state and 3 messages changed; the moment before"
                            + " is image before-load; the system is paused, as it was\n",
                    call.err());
            assertEquals(0, call.code());
            assertEquals("{\"n\": 1.10}\n", Files.readString(bank.state()));
            assertEquals(kept, Disk.inode(bank.spool().resolve(M42)), "it is the same file");
            assertEquals(process, Disk.inode(bank.dir()), "and the same actor");
            assertEquals(List.of(M42, "000000000043~0~shop~42~k3.json.held"), names(bank.spool()));
            assertEquals(List.of(), names(shop.spool()));

            assertEquals(0, test.act("image", "load", "before-load").code(), "there is a way back");
            assertEquals("{\"n\": 9}", Files.readString(bank.state()));
            assertEquals("9", Files.readString(mail(bank, "000000000099~[0-9]+~~~k9[.]json")));
            assertEquals("8", Files.readString(mail(shop, "000000000098~[0-9]+~~~k8[.]json")));
            assertEquals(List.of("before-load", "before-load-loaded", "one"), images());
            assertEquals(0, test.act("image", "load", "one").code());
            assertEquals(0, test.act("image", "load", "one").code(), "loading again changes nothing");
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void a_question_that_waits_for_its_answer_comes_back_and_a_later_one_goes() throws Exception {
        Files.createDirectory(bank.asks());
        Path question = TestRoot.write(bank.asks().resolve("k5.ask.json"), "{\"to\":\"shop\",\"keep\":1}");
        TestRoot.write(bank.asks().resolve(".7~k6.ask.json"), "nobody's yet");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            Files.delete(question);
            TestRoot.write(bank.asks().resolve("k9.ask.json"), "{\"to\":\"shop\",\"keep\":9}");
            assertEquals("""
                    - bank  question k5.ask.json
                    + bank  question k9.ask.json
                    """, test.act("image", "diff", "one").out());
            assertEquals(0, test.act("image", "load", "one").code());
            assertEquals(List.of("k5.ask.json"), names(bank.asks()));
            assertEquals("{\"to\":\"shop\",\"keep\":1}", Files.readString(question));
            assertEquals(0, test.act("image", "load", "before-load").code());
            assertEquals(List.of("k9.ask.json"), names(bank.asks()));
            TestRoot.write(
                    test.root.image("one").actor(new ActorId("bank")).asks().resolve("k5.ask.json"), "{");
            assertFailure(1, "actors/bank/asks/k5.ask.json: is not JSON", "image", "load", "one");
            assertTrue(played.steps.isEmpty());
        }
    }

    @Test
    void a_delayed_message_waits_as_long_as_it_did_when_it_was_saved() throws Exception {
        long due = System.currentTimeMillis() + 1_000_000;
        test.waiting("shop", "000000000044~44~~~k4+" + due + ".json", "4");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            Path about = test.root.image("one").about();
            String savedAt = Disk.text(Disk.object(about), "savedAt");
            String earlier = java.time.Instant.parse(savedAt).minusSeconds(3600).toString();
            TestRoot.write(about, Files.readString(about).replace(savedAt, earlier));
            assertEquals(0, test.act("image", "load", "one").code());
            long shifted = Message.parse(mail(shop, ".*k4.*")).due() - due;
            assertTrue(shifted >= 3_600_000 && shifted < 3_700_000, "an hour later: " + shifted);
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void loading_starts_what_is_missing_and_ends_what_the_image_does_not_have() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            test.waiting("shop", "000000000044~44~~~k4.json", "4");
            assertEquals(0, test.act("image", "save", "one").code());
            assertEquals(0, test.act("stop", "shop").code());
            actor("till");
            TestRoot.write(bank.spec(), "{\"id\":\"bank\",\"path\":\"/bin/sh\",\"args\":[\"other\"]}");
            TestRoot.Call call = test.act("image", "load", "one");
            assertTrue(call.err().contains("2 actors started, 2 ended"), call.err());
            assertEquals(0, call.code());
            assertEquals(List.of("bank", "shop"), names(test.root.running()));
            assertEquals("{\"n\": 1.10}\n", Files.readString(shop.state()));
            assertEquals("4", Files.readString(mail(shop, "000000000044~[0-9]+~~~k4[.]json")));
            assertEquals(3, Disk.list(test.root.deadActors()).size());
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void fresh_starts_also_those_anew_that_are_the_same() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.with("bank", Role.HANDLES).with("shop", Role.HANDLES);
            assertEquals(0, test.act("image", "save", "one").code());
            assertEquals(0, test.act("image", "load", "one", "--fresh").code());
            assertEquals(List.of("", ""), played.programs);
        }
    }

    @Test
    void a_message_that_is_handled_for_too_long_goes_back_first() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            TestRoot.write(bank.current(), "41");
            TestRoot.write(bank.envelope(), "{\"id\":41,\"name\":\"k1\",\"from\":null,\"attempt\":1}");
            TestRoot.write(
                    bank.status(),
                    Files.readString(bank.status())
                            .replace("\"manual\":false", "\"manual\":true")
                            .replaceFirst("\"pid\":[0-9]+", "\"pid\":null"));
            played.with("bank", Role.HANDLES);
            TestRoot.Call call = test.act("image", "load", "one", "--timeout", "1h");
            assertEquals(0, call.code(), call.err());
            assertEquals(List.of(M42, M43), names(bank.spool()));
            ActorHome before = test.root.image("before-load").actor(new ActorId("bank"));
            assertEquals("41", Files.readString(mail(before, ".*k1[.]json")));
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void mail_that_comes_meanwhile_stays() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            actor("till"); // its end is waited for
            test.kill = (signal, target) -> {
                if (Disk.exists(test.root.image("before-load").dir())) {
                    test.waiting("shop", "000000000077~77~~~k7.json", "7"); // after the moment before
                }
                played.signals.add(signal);
            };
            assertEquals(0, test.act("image", "load", "one").code());
            assertEquals(List.of("000000000077~77~~~k7.json"), names(shop.spool()));
        }
    }

    @Test
    void refuses_an_actor_whose_parent_is_not_there_or_is_below_it() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            ImageHome image = test.root.image("one");
            Path spec = image.actor(new ActorId("bank")).spec();
            TestRoot.write(spec, "{\"path\":\"/bin/sh\",\"parent\":\"nobody\"}");
            String said = test.act("image", "load", "one").err();
            assertTrue(said.contains("actors/bank/spec.json: parent \"nobody\" is not in the image"), said);
            TestRoot.write(spec, "{\"path\":\"/bin/sh\",\"parent\":\"shop\"}");
            TestRoot.write(image.actor(new ActorId("shop")).spec(), "{\"path\":\"/bin/sh\",\"parent\":\"bank\"}");
            said = test.act("image", "load", "one").err();
            assertTrue(said.contains("actors/bank/spec.json: parent: it is above itself"), said);
            assertTrue(Disk.exists(bank.dir()), played.signals::toString);
        }
    }

    @Test
    void refuses_nonsense_with_all_reasons_before_anything_is_touched() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            ImageHome image = test.root.image("one");
            ActorHome saved = image.actor(new ActorId("bank"));
            TestRoot.write(saved.state(), "{\"n\":");
            TestRoot.write(saved.spec(), "{\"path\":\"/nothing/there\",\"id\":\"bank\"}");
            TestRoot.write(saved.spool().resolve(M42), "");
            TestRoot.write(saved.dir().resolve("spce.json"), "{}");
            Files.createDirectory(image.actors().resolve("7up"));
            Files.createDirectory(image.dir().resolve(".git"));
            ActorHome other = image.actor(new ActorId("shop"));
            Files.delete(other.spool());
            Files.createSymbolicLink(other.spool(), bank.spool());
            TestRoot.write(other.spec(), "{\"path\":\"/bin/sh\",\"retsart\":\"permanent\"}");
            TestRoot.write(image.send().resolve("nobody"), "1");
            Files.createSymbolicLink(image.send().resolve("bank::x.json"), bank.state());
            TestRoot.write(bank.state(), "{\"n\": 9}");
            TestRoot.Call call = test.act("image", "load", "one");
            assertEquals(1, call.code());
            List<String> said = call.err().lines().toList();
            assertEquals("act: image one cannot be loaded, so nothing was touched:", said.get(0));
            for (String reason : new String[] {
                "actors/7up: is no directory with the name of an actor",
                "actors/bank/spce.json: has no place there",
                "actors/bank/spec.json: its program is gone: there is no file /nothing/there",
                "actors/bank/spool/" + M42 + ": is not JSON: it is empty",
                "actors/bank/state.json: is not JSON",
                "actors/shop/spec.json: unknown field \"retsart\"",
                "actors/shop/spool: is no directory; a link is not followed",
                "send/bank::x.json: is no regular file",
                "send/nobody: \"nobody\" has no \"::\""
            }) {
                assertTrue(said.stream().anyMatch(line -> line.startsWith("  " + reason)), reason + "\n" + call.err());
            }
            assertEquals(10, said.size(), call.err());
            assertEquals("{\"n\": 9}", Files.readString(bank.state()));
            assertEquals(List.of("one"), images());
            assertTrue(played.steps.isEmpty());
        }
    }

    @Test
    void refuses_an_image_of_another_form_and_one_that_is_not_there() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            Path about = test.root.image("one").about();
            TestRoot.write(about, Files.readString(about).replace("\"format\":1", "\"format\":2"));
            assertFailure(1, "has format 2; this version of act reads format 1", "image", "load", "one");
            Files.delete(about);
            assertFailure(1, "image.json: is missing", "image", "load", "one");
            assertFailure(4, "there is no image \"onne\"; did you mean one?", "image", "load", "onne");
            assertFailure(1, "must be made of a-z", "image", "load", "..");
            assertTrue(played.steps.isEmpty());
        }
    }

    @Test
    void a_loading_that_breaks_off_leaves_the_system_paused_and_says_how_to_go_on() throws Exception {
        Files.delete(test.root.paused());
        TestRoot.write(bank.paused(), "");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            Path spec = test.root.image("one").actor(new ActorId("zoo")).spec();
            Files.createDirectories(spec.getParent());
            TestRoot.write(spec, "{\"path\":\"/bin/sh\"}");
            TestRoot.write(spec.resolveSibling("state.json"), "1");
            played.refusedActors.add("zoo");
            TestRoot.Call call = test.act("image", "load", "one");
            assertEquals(1, call.code(), call.err());
            assertTrue(call.err().contains("loading broke off: the supervisor refused to start zoo"), call.err());
            assertTrue(call.err().contains("act image load before-load goes back"), call.err());
            assertTrue(Disk.exists(test.root.paused()));
            played.refusedActors.clear();
            assertEquals(0, test.act("image", "load", "one").code());
        }
    }

    @Test
    void tells_what_has_changed_since() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            assertEquals(
                    "nothing has changed since image one\n",
                    test.act("image", "diff", "one").out());
            TestRoot.write(bank.state(), "{\"n\": 2}");
            Files.move(bank.spool().resolve(M43), bank.spool().resolve("000000000001~97~shop~42~k3.json"));
            TestRoot.write(bank.spool().resolve(M42), "{\"n\": 3}");
            test.waiting("bank", "000000000099~99~shop~~k9.json", "9");
            actor("till");
            assertEquals("""
                    bank  state  ~ .n  1.10 → 2
                    bank  message 97  is not held any more
                    bank  message 42  ~ .n  1.10 → 3
                    bank  + message 99 from shop  9
                    bank  mail   the order is 97, 42
                    + actor till
                    """, test.act("image", "diff", "one").out());
            assertEquals(0, test.act("image", "save", "two").code());
            assertEquals(
                    test.act("image", "diff", "one").out(),
                    test.act("image", "diff", "one", "two").out());
            assertEquals(
                    "both images say the same\n",
                    test.act("image", "diff", "two", "two").out());
            String json = test.act("image", "diff", "two", "one", "--json").out();
            assertTrue(json.contains("{\"actor\":\"till\",\"what\":\"actor\",\"change\":\"removed\"}"), json);
            assertTrue(played.steps.isEmpty());
        }
    }

    @Test
    void lists_and_deletes_images() throws Exception {
        assertEquals("no images\n", test.act("image").out());
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("image", "save", "one").code());
            assertEquals(0, test.act("image", "save", "two").code());
            assertTrue(played.steps.isEmpty());
        }
        Files.createDirectories(test.root.image("broken").dir());
        String listed = test.act("image", "ls").out();
        assertTrue(
                listed.matches("(?s)NAME +SAVED +ACTORS +MESSAGES\nbroken +[?] +[?] +[?]\none .* 2 +2\ntwo .* 2 +2\n"),
                listed);
        assertTrue(test.act("image", "--json").out().contains("\"name\":\"one\",\"format\":1"));
        assertFailure(4, "there is no image \"three\"", "image", "rm", "one", "three");
        assertEquals(
                "[\"one\",\"broken\"]\n",
                test.act("image", "rm", "one", "broken", "--json").out());
        assertEquals(List.of("two"), images());
    }

    private List<String> images() throws IOException {
        return names(test.root.images());
    }

    private static List<String> names(Path directory) throws IOException {
        return Disk.list(directory).stream()
                .map(Disk::name)
                .filter(name -> !name.startsWith("."))
                .sorted()
                .toList();
    }

    private static Path mail(ActorHome home, String pattern) throws IOException {
        return Disk.list(home.spool()).stream()
                .filter(file -> Disk.name(file).matches(pattern))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + pattern + " in " + home.spool()));
    }

    private static List<String> files(Path tree) throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(tree)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.add(tree.relativize(file).toString()));
        }
        return files.stream().sorted().toList();
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
