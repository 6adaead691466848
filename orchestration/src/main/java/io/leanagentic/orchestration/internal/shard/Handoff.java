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

  /** The taker; another one if the first ended meanwhile. */
  volatile ShardInstance to;

  /** The change that it is part of; null if an instance ended by itself. */
  final @Nullable Change change;

  /** Like {@link #taken}, final before the first message about this handoff. */
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

  /** Adds the slot of {@code given}, and makes its next route, which is not in use yet. */
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

  /** The question of a taker that has no room left and waits. In turns of the giver. */
  @Nullable Reply<Boolean> knock;

  /** The keys have had their time: they wait for no more answers. */
  volatile boolean overdue;

  /** The slots are given away, with {@code state}. */
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

  /** Whether state came with the slots, once it is complete. */
  boolean hasState() {
    return state != null;
  }

  /** {@code instance} has taken the slots; it opens the routes that are still its own. */
  void open(ShardInstance instance) {
    for (Route route : taken) {
      if (route.instance == instance) {
        route.state = Route.State.OPEN;
      }
    }
  }

  /** Takes the state that came with the slots, once it is complete. */
  @Nullable Object takeState() {
    Object here = state;
    state = null;
    return here;
  }

  /**
   * Saves what a giver that has ended left unhandled, in the order in which it would have handled
   * it. Returns whether that is all: deferred envelopes come later.
   */
  boolean isSaved() {
    int before = saved.size();
    saves(from.saved);
    saves(from.beside);
    saves(from.left);
    // What was put aside goes first: it arrived before the rest.
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
   * Hands what is saved to its new owner, ahead of all that it has. If that one has ended too, its
   * successor saves it from there.
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
