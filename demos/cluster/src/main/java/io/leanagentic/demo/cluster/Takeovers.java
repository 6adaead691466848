package io.leanagentic.demo.cluster;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** When engines have begun to fill orders. */
final class Takeovers {

  /**
   * An engine's first fill.
   *
   * @param token of its lease
   * @param node its number
   * @param nanos when it was heard of, by {@link System#nanoTime}
   */
  record First(long token, int node, long nanos) {}

  private final AtomicReference<First> newest = new AtomicReference<>(new First(0, -1, 0));

  /** The engine with that token, on that node, has filled something. */
  void filled(long token, int node) {
    newest.updateAndGet(it -> token > it.token ? new First(token, node, System.nanoTime()) : it);
  }

  /** The first fill of the newest engine, if its token is newer than {@code token}. */
  Optional<First> after(long token) {
    First first = newest.get();
    return first.token > token ? Optional.of(first) : Optional.empty();
  }
}
