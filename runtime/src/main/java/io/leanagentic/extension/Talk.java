package io.leanagentic.extension;

import io.leanagentic.AgentRef;
import org.jspecify.annotations.Nullable;

/**
 * Who sends to whom, as estimated from one message in 64.
 *
 * @param from the sender; null for threads outside of agents
 * @param to the recipient
 * @param count about how many messages since the pair came into the table
 */
public record Talk(@Nullable AgentRef<?> from, AgentRef<?> to, long count) {}
