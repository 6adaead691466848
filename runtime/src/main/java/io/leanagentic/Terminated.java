package io.leanagentic;

import java.util.Optional;

/**
 * The end of an agent.
 *
 * @param agent the agent that ended
 * @param cause the failure that ended it, or empty if it stopped or was aborted
 */
public record Terminated(AgentRef<?> agent, Optional<Throwable> cause) {}
