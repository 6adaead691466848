package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.extension.Baggage;
import io.leanagentic.extension.Envelope;
import io.leanagentic.extension.Scope;
import org.jspecify.annotations.Nullable;

/** A message on its way to the owner of its key by one route; by another route goes a copy. */
final class ShardEnvelope implements Envelope, Scope {
  final Route route;
  final Object key;
  final Object message;

  /** The reply that the message carries, if the group knows it. */
  final @Nullable Reply<?> reply;

  private final @Nullable Baggage baggage;
  private final @Nullable ShardEnvelope first;

  /** In the first of the copies: whether one was handled. Only in turns of an open owner. */
  private boolean taken;

  /** Whether its route counts it as deferred. The sender's until it is put, then the owner's. */
  boolean counted;

  /** Whether it is a question, so that the runtime notifies the asker if it is not handled. */
  boolean asked;

  /** Whether an earlier copy of it was taken. The sender's. */
  boolean sent;

  /**
   * Whether it was counted as a dead letter, so that its sender tries no other way. The sender's.
   */
  boolean dead;

  /** Whether the mailbox was full. The sender's. */
  boolean rejected;

  /**
   * Its place among the envelopes that the owner put aside, which come before all others; 0 if it
   * is not one of them. The owner's.
   */
  int place;

  ShardEnvelope(Route route, Object key, Object message, @Nullable Reply<?> reply) {
    this(route, key, message, reply, Baggage.of(route.instance.router.runtime), null);
  }

  private ShardEnvelope(
      Route route,
      Object key,
      Object message,
      @Nullable Reply<?> reply,
      @Nullable Baggage baggage,
      @Nullable ShardEnvelope first) {
    this.route = route;
    this.key = key;
    this.message = message;
    this.reply = reply;
    this.baggage = baggage;
    this.first = first;
  }

  /** The same message by another route. */
  ShardEnvelope by(Route other) {
    return new ShardEnvelope(other, key, message, reply, baggage, first == null ? this : first);
  }

  /** Makes the turn that handles it one of whoever sent it, whichever way it came. */
  void enter(AgentContext<?> context) {
    Baggage.restore(context, baggage);
  }

  /** Whether it is the first of the copies to be handled. */
  boolean take() {
    ShardEnvelope one = first == null ? this : first;
    boolean fresh = !one.taken;
    one.taken = true;
    return fresh;
  }

  /** Has its route count it: before it is put, or while it is sure to be in the sender's outbox. */
  void count() {
    counted = true;
    route.defer();
  }

  /** It has arrived, or never will. Returns whether it was counted. */
  boolean uncount() {
    if (!counted) {
      return false;
    }
    counted = false;
    route.undefer();
    return true;
  }

  // What the runtime asks; see the router.

  @Override
  public Object content() {
    return reply == null ? message : reply; // the message may hold it where the runtime cannot look
  }

  @Override
  public boolean returned(AgentRef<?> recipient, DeadLetter.Reason reason) {
    return route.instance.router.returned(this, reason, recipient.isAlive());
  }

  @Override
  public boolean refused(AgentRef<?> recipient) {
    rejected = true;
    return false;
  }

  // What the behavior begins for its key.

  /** Whether the behavior put it aside, rather than the owner. */
  boolean stashed;

  @Override
  public void begun(Await<?> wait) {
    route.begun(wait);
  }

  @Override
  public void over(Await<?> wait) {
    if (route.over(wait) && !route.instance.outgoing.isEmpty()) {
      route.instance.poke();
    }
  }

  @Override
  public Object aside(Object other) {
    var envelope = new ShardEnvelope(route, key, other, other == message ? reply : null);
    envelope.stashed = true;
    route.instance.place(envelope);
    route.instance.stashed++;
    return envelope;
  }

  /** Shown in dead letters. */
  @Override
  public String toString() {
    return "for " + key + ": " + message;
  }
}
