package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import java.util.List;
import java.util.Optional;

/**
 * What the members of a topology answered, combined on the way up to a root; see {@link
 * TreeAggregation}.
 *
 * @param value what the answers amount to; empty if no member answered
 * @param answers how many are in it
 * @param missing members that did not answer, or cannot be reached from the root
 * @param <V> an answer, and what answers amount to
 */
public record Aggregate<V>(Optional<V> value, int answers, List<AgentRef<?>> missing) {}
