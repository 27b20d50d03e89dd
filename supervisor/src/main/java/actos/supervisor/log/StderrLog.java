package actos.supervisor.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Writes what is logged to stderr, a line at once: {@code 14:05:09.042 INFO  till: accepted, manual}. What is less than information is not
 * written. That is all a supervisor needs; a library that can do more takes a third of the time in which a supervisor starts.
 * Any thread may log. If nobody can take the line, it is lost.
 */
public final class StderrLog implements SLF4JServiceProvider {
    private final Lines lines = new Lines();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    @Override
    public void initialize() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> lines;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    /** The line of one event, and the stack of what was thrown below it. */
    static String line(LocalTime at, Level level, String message, Throwable thrown) {
        StringBuilder line = new StringBuilder();
        digits(line, 2, at.getHour()).append(':');
        digits(line, 2, at.getMinute()).append(':');
        digits(line, 2, at.getSecond()).append('.');
        digits(line, 3, at.getNano() / 1_000_000).append(' ').append(level);
        line.append(level.toString().length() < 5 ? "  " : " ").append(message).append('\n');
        if (thrown != null) {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            line.append(stack);
        }
        return line.toString();
    }

    /** By hand: a formatter would be the first that a supervisor needs. */
    private static StringBuilder digits(StringBuilder line, int width, int value) {
        String digits = Integer.toString(value);
        return line.append("0".repeat(width - digits.length())).append(digits);
    }

    /** The one logger there is. */
    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null; // where it was logged is not told
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] values, Throwable thrown) {
            byte[] line = line(LocalTime.now(), level, MessageFormatter.basicArrayFormat(pattern, values), thrown)
                    .getBytes(StandardCharsets.UTF_8);
            System.err.write(line, 0, line.length);
        }
    }
}
