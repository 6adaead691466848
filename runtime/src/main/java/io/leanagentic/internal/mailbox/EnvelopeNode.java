package io.leanagentic.internal.mailbox;

import org.jspecify.annotations.Nullable;

/** A message with the time it was sent, and what goes along with it. */
public sealed class EnvelopeNode extends Node permits StashedNode {
  /** When it was sent, by the runtime's clock, or 0 if that was not noted. */
  public final long sentNanos;

  /**
   * The answer that fails if no agent handles the message, pairs, or null. Only the agent uses it:
   * the mailbox does not know its type. See Along.
   */
  public final @Nullable Object along;

  public EnvelopeNode(Object message, long sentNanos, @Nullable Object along) {
    super(message);
    this.sentNanos = sentNanos;
    this.along = along;
  }
}
