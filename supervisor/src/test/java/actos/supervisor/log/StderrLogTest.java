package actos.supervisor.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class StderrLogTest {
    private static final LocalTime EARLY = LocalTime.of(4, 5, 6, 7_999_999);

    @Test
    void an_event_is_a_line_with_the_time_of_day_and_how_bad_it_is() {
        assertEquals("04:05:06.007 INFO  till: ready\n", StderrLog.line(EARLY, Level.INFO, "till: ready", null));
        assertEquals("23:59:59.999 ERROR no\n", StderrLog.line(LocalTime.MAX, Level.ERROR, "no", null));
    }

    @Test
    void what_was_thrown_is_told_below() {
        String told = StderrLog.line(EARLY, Level.WARN, "broken", new IllegalStateException("why"));
        assertTrue(told.startsWith("04:05:06.007 WARN  broken\njava.lang.IllegalStateException: why\n\tat "), told);
    }

    @Test
    void values_are_put_into_the_sentence_and_what_is_less_than_information_is_not_told() {
        Logger log = new StderrLog().getLoggerFactory().getLogger("any");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(told, false, StandardCharsets.UTF_8));
        try {
            log.debug("nothing");
            log.info("{}: é {}", "a", 1, new IllegalStateException("why"));
        } finally {
            System.setErr(before);
        }
        String text = told.toString(StandardCharsets.UTF_8);
        assertTrue(text.matches("(?s)[0-9:.]{12} INFO  a: é 1\njava.lang.IllegalStateException: why\n.*"), text);
        assertFalse(text.contains("nothing"), text);
    }

    @Test
    void it_is_what_the_supervisor_logs_with() {
        assertEquals(
                new StderrLog().getLoggerFactory().getLogger("any").getClass(),
                LoggerFactory.getLogger(StderrLogTest.class).getClass());
    }
}
