package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.Terminated;
import io.leanagentic.orchestration.Handover;
import io.leanagentic.orchestration.internal.shard.Route.State;
import io.leanagentic.spi.Envelope;
import io.leanagentic.spi.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behavior of a shard's agent: the user's, and what it takes to give and take keys. */
final class ShardOwner<M> implements Behavior<Object> {
  /*
   * Structure
   *   EmbeddedShards  the members of a group, and their changes, one after the other under a lock
   *   ShardRouter     which slot has which route; how a message is sent
   *   Route           one seat's time with one slot: WAITING, then OPEN, then CLOSED
   *   Seat            one agent of a shard; ShardOwner, its behavior
   *   Transfer        slots on their way from one seat to another
   *   Parcel          a message by one route; HotKeys, the sampling
   *
   * Slots move from seat A to seat B
   *   1. the group makes B's routes, WAITING, and then writes them to the table: from now on senders find B
   *   2. B tells A: Give, the marker, behind everything that was put into A's mailbox before 1
   *   3. A, when it comes to Give and no parcel of these slots is deferred in a sender's outbox, and the behavior waits for no
   *      answers that it asked for since it handled one of them: exports the state, closes its routes, completes the transfer. Later
   *      parcels by these routes it drops; those that the behavior had put aside it sends after the key. Answers have their time
   *      (patience); then the waits for them are cancelled, and new ones are in vain
   *   4. B, when it sees that: imports the state, opens its routes, brings back what it put aside
   *   Meanwhile B puts aside (stashes) parcels of WAITING routes; when these are `hold`, it knocks at A, behind Give, and handles
   *   nothing else until A answers. So its mailbox fills and its senders feel it; as the knock is an ask, a circle of waiting is found
   *   by the runtime. If A still waits for deferred parcels then, B goes on, BARRED_BATCH messages a
   *   millisecond: their sender may wait for room at B, and A's wait for it is one that the runtime does not know of. The pauses
   *   bound what B puts aside if it waits for something else.
   *
   * A sender reads the route, puts the parcel, and then reads the route again. If it is another one, it puts a copy by the new one.
   * So a sender that was held up between reading and putting loses nothing when A drops its parcel; and if A did handle it, the copy
   * at B is dropped, because copies share the mark `taken`. That mark needs no atomic access: only the seat whose route is OPEN reads
   * or writes it, and 3 happens-before 4. Nobody ever waits for a sender, and a sender pays one read more than for a signal.
   *     If the put was behind Give in A's mailbox, the second read sees the new route: write of the table (1), put of Give (2), put
   *     of the parcel, read. So what A drops is sent again. If it was before Give, A handles it before 3.
   * A deferred parcel is in its sender's outbox, and comes to A at any time later. The sender counts it at the route before it reads
   * the route again; A reads the count at 3, after 1. One of them sees the other: either A waits for it, or a copy is sent.
   * A copy that is refused (B is full) while the first may be at A cannot be taken back: it goes beside B's mailbox (Seat.beside);
   * there are no more of them than senders that were held up.
   *
   * A ends by itself: the group makes B and goes on with 1; B learns that A's last turn is over (Seat.ended), and takes what A did not
   * handle, which the runtime returns (Envelope), in their order, before all others. State that A had is lost; that which
   * was on its way to A goes to B. A question asked of A fails, as the runtime says.
   *
   * Invariants
   *   H1  messages of a sender for a key are handled in order     ShardSimulationTest.orderHoldsAndNothingIsLostOrDoubled,
   *                                                               ShardSenderTest.aSenderThatIsHeldUpAnywhereKeepsItsOrder
   *   H2  what was taken is handled exactly once                  the same, ShardRaceTest.underLoadNothingIsLostOrDoubled
   *   H3  at most one seat has a slot OPEN, and its state         the same: the shards compare what comes with the state that came
   *   H4  memory is bounded, and full mailboxes are felt          ShardGroupTest.whatCannotBeHeldIsFeltBySenders
   *   H5  no handover waits for ever                              ShardSimulationTest.orderHoldsAndNothingIsLostOrDoubled,
   *                                                               ShardGroupTest.aGiverThatWaitsForItsTakerDoesNotHang,
   *                                                               ShardStuckTest.itCanBeRemovedAndWhatWasTakenIsHandled
   *   H7  a continuation runs where its key is                     OnanswerMovedTest
   *   H6  what a shard that ended had not handled is handled      ShardSimulationTest.shardsThatEndLoseNothing
   */

  /** What owners tell each other. Who does not get it has ended, which is noticed elsewhere. */
  sealed interface Note extends Envelope {
    @Override
    default Object content() {
      return this;
    }

    @Override
    default boolean returned(AgentRef<?> recipient, DeadLetter.Reason reason) {
      return true;
    }

    @Override
    default boolean refused(AgentRef<?> recipient) {
      return true; // it tries again, or need not
    }
  }

  /** Look around; there is nothing else to it. */
  enum Poke implements Note {
    NOW
  }

  /** To the giver: everything that was sent before the change is before this. */
  record Give(Transfer transfer) implements Note {}

  /** To the giver, behind {@link Give}: whether it has given. */
  record Knock(Transfer transfer, Reply<Boolean> reply) implements Note {
    @Override
    public boolean returned(AgentRef<?> recipient, DeadLetter.Reason reason) {
      reply.send(transfer.isComplete());
      return true;
    }
  }

  /** What is begun for no key in particular. */
  private enum Keyless implements Scope {
    SCOPE;

    @Override
    public void begun(Await<?> answer) {}

    @Override
    public void over(Await<?> answer) {}

    @Override
    public Object aside(Object message) {
      return message;
    }
  }

  /** Messages beyond `hold` that are put aside at once while the giver cannot give. */
  private static final int BARRED_BATCH = 64;

  private final EmbeddedShards<?, M> group;
  private final Seat seat;
  private final Behavior<M> behavior;

  ShardOwner(EmbeddedShards<?, M> group, Seat seat, Behavior<M> behavior) {
    this.group = group;
    this.seat = seat;
    this.behavior = behavior;
  }

  // What the runtime tells.

  @Override
  public void onStart(AgentContext<Object> context) throws Exception {
    seat.held = 0; // a restart brings back what was put aside
    within(Keyless.SCOPE, context, behavior::onStart);
    seat.hasBegun();
    if (seat.attention) {
      lookAround(context, null);
    }
  }

  @Override
  public void onTerminated(AgentContext<Object> context, Terminated terminated) throws Exception {
    behavior.onTerminated(own(context), terminated);
  }

  @Override
  public void onRestart(AgentContext<Object> context, Throwable cause) throws Exception {
    behavior.onRestart(own(context), cause);
  }

  @Override
  public void onStop(AgentContext<Object> context) throws Exception {
    behavior.onStop(own(context));
  }

  /** The same context: to itself and its timers the behavior sends messages of its own kind. */
  @SuppressWarnings("unchecked")
  private AgentContext<M> own(AgentContext<Object> context) {
    return (AgentContext<M>) (AgentContext<?>) context;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void receive(AgentContext<Object> context, Object message) throws Exception {
    if (seat.attention && lookAround(context, message)) {
      return;
    }
    switch (message) {
      case Parcel parcel -> receive(context, parcel);
      case Give(var transfer) -> {
        seat.outgoing.add(transfer);
        giveAway(context);
      }
      case Knock(var transfer, var reply) -> {
        transfer.knock = reply;
        if (!seat.outgoing.contains(transfer) || isDeferred(transfer)) {
          transfer.answerKnock();
        }
      }
      case Poke _ -> {}
      default -> // from itself, its timers, its watches
          within(Keyless.SCOPE, context, own -> behavior.receive(own, (M) message));
    }
  }

  private void receive(AgentContext<Object> context, Parcel parcel) throws Exception {
    boolean wasCounted = parcel.uncount();
    if (parcel.stashed) {
      seat.stashed--;
    }
    switch (parcel.route.state) {
      case OPEN -> {
        try {
          handle(context, parcel);
        } finally {
          if (wasCounted) {
            giveAway(context); // it may have been the last one
          }
        }
      }
      case WAITING -> hold(context, parcel);
      case CLOSED -> {
        if (parcel.stashed) {
          follow(parcel);
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void handle(AgentContext<Object> context, Parcel parcel) throws Exception {
    if (!parcel.take()) {
      return;
    }
    if (seat.hotKeys.isSampled()) {
      seat.hotKeys.add(parcel.key, group.now());
    }
    try {
      within(parcel, context, own -> behavior.receive(own, (M) parcel.message));
    } catch (Throwable failure) {
      if (parcel.reply != null && parcel.reply.isOpen()) {
        parcel.reply.fail(failure);
      }
      throw failure;
    }
  }

  /** Something that the behavior does in a turn. */
  private interface Step<M> {
    void run(AgentContext<M> context) throws Exception;
  }

  private void within(Scope scope, AgentContext<Object> context, Step<M> step) throws Exception {
    Scope.enter(context, scope);
    try {
      step.run(own(context));
    } finally {
      Scope.enter(context, null);
    }
  }

  /** What the behavior had put aside goes after its key. */
  private void follow(Parcel parcel) {
    Route route = group.router.route(parcel.route.slot);
    Parcel next = parcel.by(route);
    Delivery delivery = route.seat.ref.signal(next);
    if (!group.router.follow(next, delivery, false, ShardRouter.SIGNAL).isTaken()) {
      Route last = group.router.route(route.slot);
      last.seat.addBeside(parcel.by(last));
    }
  }

  private void hold(AgentContext<Object> context, Parcel parcel) {
    seat.place(parcel);
    context.stash(parcel);
    seat.held++;
    Transfer transfer = parcel.route.by;
    if (seat.held < group.config().hold()
        || transfer == null
        || (!transfer.told && !transfer.from.ended)) { // it comes to that in a moment
      return;
    }
    if (transfer.barred || transfer.from.ended) {
      if ((seat.held - group.config().hold()) % BARRED_BATCH == 0) {
        context.await(group.pause(), _ -> {}, _ -> {});
      }
    } else {
      context.await(
          transfer.from.ref.<Boolean>ask(
              reply -> new Knock(transfer, reply), EmbeddedShards.FOREVER),
          complete -> transfer.barred = !complete,
          _ -> transfer.barred = true);
    }
  }

  // Giving.

  private void giveAway(AgentContext<Object> context) throws Exception {
    Throwable failure = null;
    for (Transfer transfer : List.copyOf(seat.outgoing)) {
      boolean again = transfer.isComplete(); // asked for by the successor of who asked first
      if (again || isReady(transfer)) {
        seat.outgoing.remove(transfer);
        if (!again) {
          Object state = null;
          try {
            state = exported(transfer);
          } catch (Throwable thrown) {
            failure = thrown;
          }
          transfer.given.forEach(route -> route.state = State.CLOSED);
          if (seat.stashed > 0) {
            context.unstash(); // what is of these slots follows them
          }
          transfer.complete(state);
        }
        transfer.answerKnock();
      } else if (isDeferred(transfer)) {
        transfer.answerKnock();
      }
    }
    rethrow(failure);
  }

  private boolean isReady(Transfer transfer) {
    boolean ready = true;
    boolean waiting = false;
    for (Route route : transfer.given) {
      ready = ready && route.state == State.OPEN && !route.isDeferred();
      waiting = waiting || route.isWaiting();
    }
    if (waiting && transfer.overdue) {
      transfer.given.forEach(Route::endWaits); // their continuations come next
    } else if (waiting && !transfer.timed) {
      transfer.timed = true;
      group.afterPatience(() -> {
        transfer.overdue = true;
        seat.poke();
      });
    }
    return ready && !waiting;
  }

  private static boolean isDeferred(Transfer transfer) {
    return transfer.given.stream().anyMatch(Route::isDeferred);
  }

  @SuppressWarnings("unchecked")
  private @Nullable Object exported(Transfer transfer) {
    return behavior instanceof Handover<?, ?> handover
        ? ((Handover<Object, Object>) handover)
            .exportKeys(key -> transfer.has(group.router.slot(key)))
        : null;
  }

  // Taking.

  /**
   * Does what is to be done besides the next message.
   *
   * @param message the next one; null if there is none
   * @return whether the message is back in line, behind what goes before it
   */
  private boolean lookAround(AgentContext<Object> context, @Nullable Object message)
      throws Exception {
    seat.attention = false; // then looks; pairs with Seat.poke()
    if (!seat.saved.isEmpty()) { // the last look opened routes: nothing is on hold now
      seat.saved.forEach(context::stash);
      seat.saved.clear();
      line(context, message);
      return true;
    }
    Throwable failure = null;
    boolean opened = false;
    boolean earlier = false;
    for (Transfer transfer : seat.incoming) {
      if (transfer.isComplete() || (transfer.from.ended && !earlier && transfer.isSaved())) {
        try {
          imported(transfer);
        } catch (Throwable thrown) {
          failure = thrown;
        }
        transfer.handSaved();
        transfer.open(seat);
        seat.incoming.remove(transfer);
        group.done(transfer);
        opened = true;
      } else {
        earlier = true;
        tell(context, transfer);
      }
    }
    Parcel parcel = seat.beside.poll();
    boolean inLine = opened || parcel != null;
    if (inLine) {
      for (; parcel != null; parcel = seat.beside.poll()) {
        seat.place(parcel);
        context.stash(parcel);
      }
      line(context, message);
    } else {
      try {
        giveAway(context);
      } catch (Throwable thrown) {
        failure = thrown;
      }
    }
    if (failure != null && !inLine) {
      line(context, message); // the failure does not cost the message
    }
    rethrow(failure);
    return inLine;
  }

  /** Lets everything that was put aside come before {@code message}, and then the mailbox. */
  private void line(AgentContext<Object> context, @Nullable Object message) {
    if (message instanceof Parcel parcel) {
      seat.place(parcel);
    }
    context.stash(message == null ? Poke.NOW : message);
    context.unstash();
    seat.held = 0;
    seat.attention = true;
  }

  private void tell(AgentContext<Object> context, Transfer transfer) {
    if (!transfer.told && !transfer.from.ended) {
      transfer.told = transfer.from.ref.signal(new Give(transfer)) != Delivery.REJECTED;
      if (!transfer.told) {
        seat.attention = true; // once more, after this agent has waited for room
        context.self().signal(Poke.NOW);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void imported(Transfer transfer) {
    Object state = transfer.isComplete() ? transfer.takeState() : null;
    if (state != null && behavior instanceof Handover<?, ?> handover) {
      ((Handover<Object, Object>) handover).importKeys(state);
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws Exception {
    switch (failure) {
      case null -> {}
      case Error error -> throw error;
      case Exception exception -> throw exception;
      default -> throw new IllegalStateException(failure);
    }
  }
}
