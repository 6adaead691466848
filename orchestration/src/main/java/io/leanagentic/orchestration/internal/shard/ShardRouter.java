package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.orchestration.ShardMap;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a message gets to the owner of its key; {@link ShardBehavior} explains why it arrives. */
final class ShardRouter {
  /** Changed by the group under its lock; read before and after each put. */
  private final AtomicReferenceArray<Route> routes;

  final AgentRuntime runtime;
  private final ShardMap hash;

  /**
   * Replaces an instance that takes no more messages; false if that is not possible at present.
   * Otherwise no route here is the instance's any more, because members and routes change together,
   * under the lock of the group.
   */
  private final Predicate<ShardInstance> replacing;

  private volatile boolean closed;

  ShardRouter(AgentRuntime runtime, ShardMap hash, Predicate<ShardInstance> replacing) {
    this.runtime = runtime;
    this.hash = hash;
    this.replacing = replacing;
    this.routes = new AtomicReferenceArray<>(hash.slots());
  }

  int slot(Object key) {
    return hash.slot(key);
  }

  Route route(int slot) {
    return routes.get(slot);
  }

  /** Senders that read the route of this slot from now on take this one. */
  void set(Route route) {
    routes.set(route.slot, route);
  }

  /** No agent is replaced any more. */
  void close() {
    closed = true;
  }

  // Sending.

  /** How an envelope is put into a mailbox. */
  @FunctionalInterface
  interface Way {
    Delivery put(AgentRef<Object> owner, ShardEnvelope envelope);
  }

  /** Without waiting for room. */
  static final Way SIGNAL = AgentRef::signal;

  Delivery signal(Object key, Object message) {
    Route route = routes.get(hash.slot(key));
    var envelope = new ShardEnvelope(route, key, message, null);
    Delivery delivery = route.instance.ref.signal(envelope);
    if ((delivery == Delivery.ACCEPTED || delivery == Delivery.PRESSURED)
        && routes.get(route.slot) == route) {
      return delivery;
    }
    return follow(envelope, delivery, false, SIGNAL);
  }

  Delivery send(Object key, Object message, Way way) {
    var envelope = new ShardEnvelope(routes.get(hash.slot(key)), key, message, null);
    return follow(envelope, way.put(envelope.route.instance.ref, envelope), false, way);
  }

  /**
   * Follows a slot that may have moved while an envelope was put.
   *
   * @param delivery the outcome of putting it
   * @param elsewhere whether a copy of it was put before
   */
  Delivery follow(ShardEnvelope envelope, Delivery delivery, boolean elsewhere, Way way) {
    ShardEnvelope at = envelope;
    Delivery now = delivery;
    boolean sent = elsewhere;
    for (; ; ) {
      Delivery outcome = settled(at, now, sent);
      sent = sent || outcome.isTaken();
      Route route = routes.get(at.route.slot);
      if (route == at.route || at.dead) {
        return outcome;
      }
      at = at.by(route);
      at.sent = sent;
      now = way.put(route.instance.ref, at);
    }
  }

  /** What the sender gets if the route is still the same afterwards. */
  Delivery settled(ShardEnvelope envelope, Delivery delivery, boolean sent) {
    switch (delivery) {
      case ACCEPTED, PRESSURED -> {
        return delivery;
      }
      case DEFERRED -> {
        envelope.count(); // the sender's turn is not over: its outbox still has the envelope
        return delivery;
      }
      case STOPPED -> {
        boolean gone = !closed && replacing.test(envelope.route.instance);
        if (!sent || gone) {
          return delivery;
        }
      }
      case REJECTED, DROPPED -> {
        if (!sent) {
          return delivery;
        }
      }
    }
    // A copy may be in another mailbox, so the sender cannot be told that the message was refused.
    envelope.route.instance.addBeside(envelope);
    return Delivery.ACCEPTED;
  }

  <R> Await<R> ask(Object key, Function<? super Reply<R>, ?> message, Duration timeout) {
    Route route = routes.get(hash.slot(key));
    var question = new Question<R>(route, key, message);
    Await<R> await;
    try {
      await = route.instance.ref.ask(question, timeout);
    } catch (Throwable failure) {
      question.envelope().ifPresent(ShardEnvelope::uncount);
      throw failure;
    }
    ShardEnvelope envelope = question.envelope().orElseThrow();
    if (envelope.rejected) {
      envelope.uncount(); // and the asker has been notified
    } else if (routes.get(route.slot) != route && !await.isDone()) {
      follow(envelope, Delivery.ACCEPTED, true, SIGNAL);
    }
    return await;
  }

  /**
   * Makes the envelope of a question. It counts as deferred until it has reached the owner, because
   * the asker does not learn whether it has.
   */
  private static final class Question<R> implements Function<Reply<R>, Object> {
    private final Route route;
    private final Object key;
    private final Function<? super Reply<R>, ?> message;
    private @Nullable ShardEnvelope made;

    Question(Route route, Object key, Function<? super Reply<R>, ?> message) {
      this.route = route;
      this.key = key;
      this.message = message;
    }

    java.util.Optional<ShardEnvelope> envelope() {
      return java.util.Optional.ofNullable(made);
    }

    @Override
    public Object apply(Reply<R> reply) {
      Object question = Objects.requireNonNull(message.apply(reply), "message made from the reply");
      var envelope = new ShardEnvelope(route, key, question, reply);
      envelope.asked = true;
      envelope.count();
      made = envelope;
      return envelope;
    }
  }

  // What the runtime asks.

  /**
   * Whether an envelope that its mailbox will not handle is still no dead letter: a successor
   * handles it, a copy of it went another way, or its sender, which is in {@link #follow}, sends it
   * on.
   */
  boolean returned(ShardEnvelope envelope, DeadLetter.Reason reason, boolean alive) {
    if (!closed && isRefusedAtOnce(envelope, reason)) {
      boolean goesOn =
          envelope.sent
              || routes.get(envelope.route.slot) != envelope.route
              || replacing.test(envelope.route.instance);
      envelope.dead = !goesOn;
      return goesOn;
    }
    boolean goesOn = isSaved(envelope, reason, alive);
    if (goesOn || envelope.uncount()) {
      envelope.route.instance.poke();
      routes.get(envelope.route.slot).instance.poke();
    }
    return goesOn;
  }

  /** Whether the sender itself learns of it, as it was put in no mailbox and no outbox. */
  private static boolean isRefusedAtOnce(ShardEnvelope envelope, DeadLetter.Reason reason) {
    return reason == DeadLetter.Reason.STOPPED
        && envelope.place == 0
        && !envelope.counted
        && !envelope.asked;
  }

  /**
   * Keeps an envelope for the successor of an instance that ended or is ending, if it is to be
   * handled.
   */
  private boolean isSaved(ShardEnvelope envelope, DeadLetter.Reason reason, boolean alive) {
    ShardInstance instance = envelope.route.instance;
    if (closed || envelope.asked) {
      return false; // the runtime notifies the asker
    }
    if (instance.retired) {
      return true; // it has handled all that was its own; the rest has copies
    }
    return switch (reason) {
      // Unless it was in the outbox of a sender that was aborted.
      case ABORTED -> !alive && instance.left.add(envelope);
      // It was put aside; or it was in an outbox, and refused.
      case STOPPED ->
          envelope.place != 0 ? instance.left.add(envelope) : instance.refused.add(envelope);
      case DROPPED_OLDEST, DROPPED_NEWEST, GROWTH_CAP -> false;
    };
  }
}
