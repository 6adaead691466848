package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.Reply;
import org.jspecify.annotations.Nullable;

/** A message on its way to the owner of its key by one route; a copy of it goes another. */
final class Parcel {
  final Route route;
  final Object key;
  final Object message;

  /** The reply that the message carries, if the group knows it. */
  final @Nullable Reply<?> reply;

  private final @Nullable Parcel first;

  /** Of the first of the copies: whether one of them was handled. In turns of open owners only. */
  private boolean taken;

  /** Whether its route counts it as deferred. The sender's until it is put, then the owner's. */
  boolean counted;

  /** Whether it was asked with, so that the runtime tells the asker if it is not handled. */
  boolean asked;

  /** Whether the mailbox was full. The sender's. */
  boolean rejected;

  /**
   * Where it is among those that the owner put aside, and which come before all others; 0 if it did
   * not. The owner's.
   */
  int place;

  Parcel(Route route, Object key, Object message, @Nullable Reply<?> reply) {
    this(route, key, message, reply, null);
  }

  private Parcel(
      Route route, Object key, Object message, @Nullable Reply<?> reply, @Nullable Parcel first) {
    this.route = route;
    this.key = key;
    this.message = message;
    this.reply = reply;
    this.first = first;
  }

  /** The same message by another route. */
  Parcel by(Route other) {
    return new Parcel(other, key, message, reply, first == null ? this : first);
  }

  /** Whether it is the first of the copies to be handled. */
  boolean take() {
    Parcel one = first == null ? this : first;
    boolean fresh = !one.taken;
    one.taken = true;
    return fresh;
  }

  /** Has its route count it, before it is put or while the sender's outbox cannot be flushed. */
  void count() {
    counted = true;
    route.defer();
  }

  /** It is here, or will never be. Returns whether it was counted. */
  boolean uncount() {
    if (!counted) {
      return false;
    }
    counted = false;
    route.undefer();
    return true;
  }

  /** For whoever looks at dead letters. */
  @Override
  public String toString() {
    return "for " + key + ": " + message;
  }
}
