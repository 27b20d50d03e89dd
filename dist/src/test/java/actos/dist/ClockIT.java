package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a clock that jumped leaves on disk: times of files and in status files that lie far in the past or the future.
 * They reorder nothing that notices reported, and stall nothing. The jumps themselves are tested in the core.
 */
@ParameterizedClass
@EnumSource(Mode.class)
class ClockIT {
    private static final Instant PAST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2101-01-01T00:00:00Z");

    @RegisterExtension
    final LiveRoot os;

    private final Mode mode;

    ClockIT(Mode mode) {
        this.mode = mode;
        os = LiveRoot.forOneTest(mode);
    }

    @Test
    void mail_from_the_past_and_the_future_comes_as_it_was_sent() throws IOException {
        if (mode == Mode.NOTICES) {
            os.start("--cycle", "1h"); // what a scan finds is ordered by these times, so there must be none
        } else {
            start();
        }
        os.spawn("r", "recorder");
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bodies.add(Integer.toString(i));
            var hidden = Files.writeString(os.root.send().resolve(".x"), Integer.toString(i));
            Files.setLastModifiedTime(
                    hidden, FileTime.from(i % 3 == 0 ? FUTURE.minusSeconds(i) : PAST.minusSeconds(i)));
            Files.move(hidden, os.root.send().resolve("r::m" + (100 - i) + ".json"));
            if (mode == Mode.SCAN_ONLY) { // here it must not be one that finds them
                int count = i + 1;
                os.eventually("it is taken", () -> Hands.system(os).taken() >= count);
            }
        }
        os.awaitGot("r", bodies.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1971-01-01", "2101-01-01"})
    void directories_with_odd_times_stall_nothing(String time) {
        start();
        os.spawn("r", "recorder");
        os.spawn("f", "forwarder", "r");
        String touch =
                "touch -c -d " + time + " . send send/* spawn running running/* running/*/* dead dead/* journal; ";
        for (int i = 1; i <= 3; i++) {
            os.bash(touch + "echo " + i + " > send/.x; mv send/.x send/f::m" + i + ".json; " + touch);
        }
        os.awaitGot("r", "1", "2", "3");
        os.bash(touch + "touch running/f/stop; " + touch);
        os.awaitBuried("f");
        os.bash("printf '{\"manual\": true}' > spawn/.x; mv spawn/.x spawn/me.json; " + touch);
        os.awaitPhase("me", Phase.READY);
        os.bash("printf 5 > running/me/.x; mv running/me/.x running/me/spool/x.json; " + touch);
        os.eventually(
                "what was put into the spool is current",
                () -> Files.exists(os.home("me").current()));
    }

    @Test
    void mail_that_is_due_long_ago_is_delivered_and_mail_that_is_due_in_a_thousand_years_waits() {
        start();
        Played me = Played.with(os, "me", 2);
        me.inSpool(
                "f=$(echo *~~~m2.json); mv $f ${f%.json}+1.json; g=$(echo *~~~m3.json); mv $g ${g%.json}+33000000000000.json");
        me.getsFirst("1", "2");
        os.send("me", "4");
        me.getsFirst("4");
        assertEquals(1, os.waiting("me").size());
        Hands.crash(os);
        start();
        Hands.aCycle(os);
        assertEquals(1, os.waiting("me").size());
        me.inSpool("for f in *m3+*; do mv $f ${f%+*}.json; done");
        me.gets("3");
    }

    @Test
    void a_delay_of_nothing_is_none_and_one_of_many_years_is_bearable() {
        start();
        os.spawn("r", "recorder");
        os.publish(os.root.send().resolve("r::a+36500d.json"), "1");
        os.publish(os.root.send().resolve("r::b+0ms.json"), "2");
        os.signal();
        os.awaitGot("r", "2");
        assertEquals(1, os.waiting("r").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2101-01-01T00:00:00Z", "1971-01-01T00:00:00Z"})
    void a_restart_that_was_planned_by_another_clock_waits_no_longer_than_its_backoff(String planned) {
        start();
        os.request(
                "w",
                LiveRoot.spec(
                        "\"restart\": \"permanent\", \"backoff\": {\"first\": \"2s\", \"max\": \"2s\"}, "
                                + "\"env\": {\"MOOD\": \"1\"}, ",
                        "fragile"));
        os.eventually("it waits", () -> os.status("w").nextStart() != null);
        Hands.crash(os);
        os.bash("jq -c '.nextStart = \"" + planned + "\" | .restartedAt = [\"" + planned + "\"] | .since = \"" + planned
                + "\"' running/w/status.json > .new; mv .new running/w/status.json; touch running/w/calm");
        start();
        os.awaitPhase("w", Phase.READY);
        os.send("w", "1");
        os.awaitGot("w", "1");
    }

    @Test
    void actors_from_the_future_are_adopted_like_others() {
        start();
        os.spawn("r", "recorder");
        Hands.crash(os);
        os.bash(
                "jq -c '.since = \"2101-01-01T00:00:00Z\"' running/r/status.json > .new; mv .new running/r/status.json; "
                        + "jq -c '.startedAt = \"2101-01-01T00:00:00Z\"' supervisor.json > .new; mv .new supervisor.json");
        start();
        os.send("r", "1");
        os.awaitGot("r", "1");
        os.eventually("it is in the journal", () -> os.journal("adopted").size() == 1);
        assertEquals(Hands.pid(os, "r"), os.status("r").pid());
    }

    private void start() {
        os.start("--cycle", mode == Mode.NOTICES ? "200ms" : "100ms");
    }
}
