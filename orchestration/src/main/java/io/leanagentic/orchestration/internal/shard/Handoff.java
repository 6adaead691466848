package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.Reply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slots on their way from one instance to another. */
final class Handoff {
  final ShardInstance from;

  /** The taker; another one if that ended meanwhile. */
  volatile ShardInstance to;

  /** The change that it is part of; null if an instance ended by itself. */
  final @Nullable Change change;

  /** Complete before the first message about it. */
  final List<Route> given = new ArrayList<>();

  final List<Route> taken = new ArrayList<>();
  private final BitSet slots = new BitSet();

  /** Whether the giver was notified. In turns of {@code to}. */
  boolean told;

  /** Whether waiting for the giver would close a cycle. In turns of {@code to}. */
  boolean barred;

  /** What was saved from a giver that ended. In turns of {@code to}. */
  private final List<ShardEnvelope> saved = new ArrayList<>();

  private @Nullable Object state;
  private volatile boolean complete;

  Handoff(ShardInstance from, ShardInstance to, @Nullable Change change) {
    this.from = from;
    this.to = to;
    this.change = change;
  }

  /** Makes the next route of a slot; not in use yet. */
  void add(Route given) {
    var next = new Route(given.slot, to, this);
    given.next = next;
    this.given.add(given);
    taken.add(next);
    slots.set(given.slot);
  }

  boolean has(int slot) {
    return slots.get(slot);
  }

  // By the giver.

  /** Whether a timer is set, because keys still wait for answers. In turns of the giver. */
  boolean timed;

  /** The taker has no room left, and waits for this. In turns of the giver. */
  @Nullable Reply<Boolean> knock;

  /** The patience with the keys is over: they wait for no more answers. */
  volatile boolean overdue;

  /** The slots are given away, with this state. */
  void complete(@Nullable Object state) {
    this.state = state;
    complete = true; // publishes the state and what the giver did; pairs with isComplete()
    answerKnock();
    to.poke();
  }

  /** Lets the taker continue, whether or not the slots are given away. */
  void answerKnock() {
    if (knock != null) {
      knock.send(complete);
      knock = null;
    }
  }

  // By the taker.

  boolean isComplete() {
    return complete;
  }

  /** Whether something came along, once it is complete. */
  boolean hasState() {
    return state != null;
  }

  /** {@code instance} has taken them; those that were passed on are not its own. */
  void open(ShardInstance instance) {
    for (Route route : taken) {
      if (route.instance == instance) {
        route.state = Route.State.OPEN;
      }
    }
  }

  /** What came along, once it is complete. */
  @Nullable Object takeState() {
    Object here = state;
    state = null;
    return here;
  }

  /**
   * Takes what a giver that has ended left unhandled, in the order in which it would have handled
   * it. Whether that is all: what is deferred comes later.
   */
  boolean isSaved() {
    int before = saved.size();
    saves(from.saved);
    saves(from.beside);
    saves(from.left);
    // What was put aside goes first: it came before what is elsewhere and in the mailbox.
    saved
        .subList(before, saved.size())
        .sort(
            Comparator.comparing((ShardEnvelope envelope) -> envelope.place == 0)
                .thenComparingInt(envelope -> envelope.place));
    saves(from.refused);
    for (Route route : given) {
      if (route.isDeferred()) {
        return false;
      }
    }
    return true;
  }

  private void saves(Collection<ShardEnvelope> envelopes) {
    envelopes.removeIf(envelope -> {
      Route next = envelope.route.next;
      if (next == null || next.by != this) {
        return false;
      }
      envelope.uncount();
      saved.add(envelope);
      return true;
    });
  }

  /**
   * Hands what is saved to its new owner, before all that it has. If that has ended too, it is
   * saved from there next.
   */
  void handSaved() {
    for (ShardEnvelope envelope : saved) {
      Route route = envelope.route.next;
      if (route != null) {
        route.instance.save(envelope.by(route));
      }
    }
    saved.clear();
  }
}
