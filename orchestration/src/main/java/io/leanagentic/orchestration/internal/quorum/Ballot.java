package io.leanagentic.orchestration.internal.quorum;

import io.leanagentic.Await;
import io.leanagentic.orchestration.Vote;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The question to one member, and its outcome.
 *
 * @param <V> the answers
 */
final class Ballot<V> extends Collector.Event
    implements BiConsumer<@Nullable V, @Nullable Throwable> {
  private final Collector<?, V> collector;
  final int member;

  /**
   * Written by the thread that answers, before it hands the ballot over; read by the draining
   * thread afterwards.
   */
  @Nullable V answer;

  /** Accessed like {@link #answer}. */
  @Nullable Throwable reason;

  /** Null until the member is asked. This and the rest are accessed only while draining. */
  @Nullable Await<V> await;

  @Nullable Vote<V> vote;
  @Nullable Throwable failure;

  Ballot(Collector<?, V> collector, int member) {
    this.collector = collector;
    this.member = member;
  }

  @Override
  public void accept(@Nullable V value, @Nullable Throwable thrown) {
    answer = value;
    reason = thrown != null && thrown.getCause() != null ? thrown.getCause() : thrown;
    collector.happened(this);
  }

  @Override
  void apply() {
    collector.answered(this);
  }

  /** Whether the member has neither voted nor failed. */
  boolean isOpen() {
    return vote == null && failure == null;
  }
}
