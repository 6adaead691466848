package io.leanagentic.orchestration.internal.quorum;

import io.leanagentic.Await;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.spi.Poll;
import io.leanagentic.orchestration.spi.QuorumEngine;

/** Asks agents of one process: one collector for each question, no agent and no thread. */
public enum InProcessQuorum implements QuorumEngine {
  /** It has no state. */
  INSTANCE;

  @Override
  public <M, V> Await<QuorumResult<V>> ask(Poll<M, V> poll) {
    return new Collector<>(poll).start();
  }
}
