package actos.supervisor.shell;

import java.time.Duration;

/**
 * What was asked for on the command line.
 *
 * @param cycle the scan interval
 * @param scanOnly no notices: the slow motion of the original
 * @param stopTimeout how long actors have to end at shutdown
 * @param restore whether what the last shutdown ended is to live on
 * @param journalKeep how long the journal may get, in bytes
 * @param version of ActOS
 * @param distribution where ActOS is installed, or null
 */
record Options(
        Duration cycle,
        boolean scanOnly,
        Duration stopTimeout,
        boolean restore,
        long journalKeep,
        String version,
        String distribution) {}
