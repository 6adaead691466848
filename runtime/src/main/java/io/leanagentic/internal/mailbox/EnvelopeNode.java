package io.leanagentic.internal.mailbox;

import io.leanagentic.internal.await.Answer;
import org.jspecify.annotations.Nullable;

/** A message with more to it: when it was sent, and the answer it asks for. */
public sealed class EnvelopeNode extends Node permits StashedNode {
  /** When it was sent, by the runtime's clock, or 0 if that was not noted. */
  public final long sentNanos;

  /** What fails if nobody handles the message, or null. */
  public final @Nullable Answer<?> answer;

  public EnvelopeNode(Object message, long sentNanos, @Nullable Answer<?> answer) {
    super(message);
    this.sentNanos = sentNanos;
    this.answer = answer;
  }
}
