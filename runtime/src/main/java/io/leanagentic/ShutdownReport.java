package io.leanagentic;

import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.List;

/**
 * How a runtime ended. Each list has at most 100 entries.
 *
 * @param drained whether every agent handled all that it had taken, also what it had set aside or
 *     had still to send, had all the answers it waited for, and ended within the deadline
 * @param elapsed how long it took
 * @param left the paths of root agents that had to be aborted
 * @param running the paths of agents whose code is still running: it continues on its daemon thread
 * @param openWaits how many waits for answers were cut short; those for mere events, such as an
 *     element of a channel, do not count
 * @param waiting what some of those waits were for: {@code /desk: the answer of /model to Draft}
 * @param deadLetters messages that were left unhandled by the shutdown
 */
public record ShutdownReport(
    boolean drained,
    Duration elapsed,
    @Val List<String> left,
    @Val List<String> running,
    long openWaits,
    @Val List<String> waiting,
    long deadLetters) {}
