package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentRef;
import io.leanagentic.Delivery;
import io.leanagentic.orchestration.Publication;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How far one message has come: counters that many relays write and any thread reads. */
final class PublicationProgress implements Publication {
  final LongAdder reached = new LongAdder();
  final LongAdder gone = new LongAdder();
  final LongAdder missed = new LongAdder();
  final LongAdder sent = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder refused = new LongAdder();
  private final AtomicInteger rounds = new AtomicInteger();

  /** Copies on their way between relays of one process. */
  final AtomicInteger flying = new AtomicInteger();

  /** Relays of one process that have heard of it. */
  final AtomicInteger heard = new AtomicInteger();

  private final int members;
  private volatile Delivery delivery = Delivery.ACCEPTED;

  PublicationProgress(int members) {
    this.members = members;
  }

  /** A copy has gone through that many relays. */
  void rounds(int count) {
    if (count > rounds.getPlain()) { // seldom, so the cache line is seldom written
      rounds.accumulateAndGet(count, Math::max);
    }
  }

  void delivery(Delivery delivery) {
    this.delivery = delivery;
  }

  /** Counts the outcome at {@code member}; false if there was no room. */
  boolean settled(Delivery delivery, AgentRef<?> member) {
    switch (delivery) {
      case ACCEPTED, PRESSURED -> reached.increment();
      case DEFERRED ->
          (member.isAlive() ? reached : gone).increment(); // its sender waited for room
      case DROPPED -> missed.increment();
      case STOPPED -> gone.increment();
      case REJECTED -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public Delivery delivery() {
    return delivery;
  }

  @Override
  public Coverage coverage() {
    return new Coverage(
        members,
        reached.intValue(),
        gone.intValue(),
        missed.intValue(),
        rounds.get(),
        sent.sum(),
        duplicates.sum(),
        refused.sum());
  }
}
