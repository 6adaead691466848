package io.leanagentic.orchestration.spi;

import io.leanagentic.Await;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.QuorumResult;

/**
 * Asks the members of a quorum and collects their votes; used by any thread at once, so an
 * implementation is immutable, or {@code @Shared}.
 */
@Val
public interface QuorumEngine {

  /**
   * Asks, and returns at once. The await completes with a result by the deadline of the poll; it
   * fails only if it is cancelled or the rule itself fails. Cancelling it cancels the question.
   */
  <M, V> Await<QuorumResult<V>> ask(Poll<M, V> poll);
}
