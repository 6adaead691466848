package io.leanagentic;

import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.List;

/**
 * How a runtime ended.
 *
 * @param drained whether every agent handled all that it had taken, also what it had set aside or
 *     had still to send, and ended within the deadline
 * @param elapsed how long it took
 * @param left the paths of agents that had to be aborted, at most 100 of them
 * @param deadLetters messages that were left unhandled by the shutdown
 */
public record ShutdownReport(
    boolean drained, Duration elapsed, @Val List<String> left, long deadLetters) {}
