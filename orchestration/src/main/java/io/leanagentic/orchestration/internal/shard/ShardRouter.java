package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentRef;
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

/** How a message gets to the owner of its key; see {@link ShardOwner} for why it does. */
final class ShardRouter {
  /** Changed by the group under its lock; read before and after each put. */
  private final AtomicReferenceArray<Route> routes;

  private final ShardMap hash;

  /**
   * Replaces a seat that takes no more messages; false if it cannot at present. If it can, or
   * another one has its slots already, none of the routes here is the seat's any more: members and
   * routes change together, under the lock of the group.
   */
  private final Predicate<Seat> replacing;

  private volatile boolean closed;

  ShardRouter(ShardMap hash, Predicate<Seat> replacing) {
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

  /** Senders that have not read the route yet take this one. */
  void set(Route route) {
    routes.set(route.slot, route);
  }

  /** Nobody is replaced any more. */
  void close() {
    closed = true;
  }

  // Sending.

  /** How a parcel is put into a mailbox. */
  @FunctionalInterface
  interface Way {
    Delivery put(AgentRef<Object> owner, Parcel parcel);
  }

  /** At once. */
  static final Way SIGNAL = AgentRef::signal;

  Delivery signal(Object key, Object message) {
    Route route = routes.get(hash.slot(key));
    var parcel = new Parcel(route, key, message, null);
    Delivery delivery = route.seat.ref.signal(parcel);
    if ((delivery == Delivery.ACCEPTED || delivery == Delivery.PRESSURED)
        && routes.get(route.slot) == route) {
      return delivery;
    }
    return follow(parcel, delivery, false, SIGNAL);
  }

  Delivery send(Object key, Object message, Way way) {
    var parcel = new Parcel(routes.get(hash.slot(key)), key, message, null);
    return follow(parcel, way.put(parcel.route.seat.ref, parcel), false, way);
  }

  /**
   * Goes after a slot that may have moved while a parcel was put.
   *
   * @param delivery what became of it
   * @param elsewhere whether a copy of it was put before
   */
  Delivery follow(Parcel parcel, Delivery delivery, boolean elsewhere, Way way) {
    Parcel at = parcel;
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
      now = way.put(route.seat.ref, at);
    }
  }

  /** What to tell the sender, if its route is still the same afterwards. */
  Delivery settled(Parcel parcel, Delivery delivery, boolean sent) {
    switch (delivery) {
      case ACCEPTED, PRESSURED -> {
        return delivery;
      }
      case DEFERRED -> {
        parcel.count(); // the sender's turn is not over: its outbox still has the parcel
        return delivery;
      }
      case STOPPED -> {
        boolean gone = !closed && replacing.test(parcel.route.seat);
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
    // A copy may be in another mailbox, so to refuse this one would be to say nothing that is sure.
    parcel.route.seat.addBeside(parcel);
    return Delivery.ACCEPTED;
  }

  <R> Await<R> ask(Object key, Function<? super Reply<R>, ?> message, Duration timeout) {
    Route route = routes.get(hash.slot(key));
    var question = new Question<R>(route, key, message);
    Await<R> await;
    try {
      await = route.seat.ref.ask(question, timeout);
    } catch (Throwable failure) {
      question.parcel().ifPresent(Parcel::uncount);
      throw failure;
    }
    Parcel parcel = question.parcel().orElseThrow();
    if (parcel.rejected) {
      parcel.uncount(); // and the asker has been told
    } else if (routes.get(route.slot) != route && !await.isDone()) {
      follow(parcel, Delivery.ACCEPTED, true, SIGNAL);
    }
    return await;
  }

  /**
   * Makes the parcel of a question. It counts as deferred until it is at the owner, because nobody
   * tells the asker whether it is.
   */
  private static final class Question<R> implements Function<Reply<R>, Object> {
    private final Route route;
    private final Object key;
    private final Function<? super Reply<R>, ?> message;
    private @Nullable Parcel made;

    Question(Route route, Object key, Function<? super Reply<R>, ?> message) {
      this.route = route;
      this.key = key;
      this.message = message;
    }

    java.util.Optional<Parcel> parcel() {
      return java.util.Optional.ofNullable(made);
    }

    @Override
    public Object apply(Reply<R> reply) {
      Object question = Objects.requireNonNull(message.apply(reply), "message made from the reply");
      var parcel = new Parcel(route, key, question, reply);
      parcel.asked = true;
      parcel.count();
      made = parcel;
      return parcel;
    }
  }

  // What the runtime asks.

  /**
   * Whether a parcel that nobody will find in a mailbox is no dead letter: its successor handles
   * it, a copy of it went another way, or its sender, which is in {@link #follow}, sends it on.
   */
  boolean returned(Parcel parcel, DeadLetter.Reason reason, boolean alive) {
    if (!closed && isRefusedAtOnce(parcel, reason)) {
      boolean goesOn =
          parcel.sent
              || routes.get(parcel.route.slot) != parcel.route
              || replacing.test(parcel.route.seat);
      parcel.dead = !goesOn;
      return goesOn;
    }
    boolean goesOn = isSaved(parcel, reason, alive);
    if (goesOn || parcel.uncount()) {
      parcel.route.seat.poke();
      routes.get(parcel.route.slot).seat.poke();
    }
    return goesOn;
  }

  /** Whether the sender is being told; it was put in no mailbox and no outbox. */
  private static boolean isRefusedAtOnce(Parcel parcel, DeadLetter.Reason reason) {
    return reason == DeadLetter.Reason.STOPPED
        && parcel.place == 0
        && !parcel.counted
        && !parcel.asked;
  }

  /** Keeps a parcel for the successor of a seat that ended or is ending, if it is to be handled. */
  private boolean isSaved(Parcel parcel, DeadLetter.Reason reason, boolean alive) {
    Seat seat = parcel.route.seat;
    if (closed || parcel.asked) {
      return false; // who asked is told by the runtime
    }
    if (seat.retired) {
      return true; // it has handled all that was its own; of the rest there are copies
    }
    return switch (reason) {
      // Unless it was in the outbox of a sender that was aborted.
      case ABORTED -> !alive && seat.left.add(parcel);
      // It was aside; or in an outbox, and refused.
      case STOPPED -> parcel.place != 0 ? seat.left.add(parcel) : seat.refused.add(parcel);
      case DROPPED_OLDEST, DROPPED_NEWEST, GROWTH_CAP -> false;
    };
  }
}
