package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.Terminated;
import io.leanagentic.extension.Envelope;
import io.leanagentic.extension.Scope;
import io.leanagentic.extension.Wrapper;
import io.leanagentic.orchestration.Handover;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.orchestration.internal.shard.Route.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behavior of a shard's agent: the user's, and the steps that hand keys over. */
final class ShardBehavior<M> implements Behavior<Object>, Wrapper {
  /*
   * Structure
   *   ShardHandovers      the members of a group, and their changes, one after the other under a lock
   *   ShardRouter         which slot has which route; how a message is sent
   *   Route               one instance's time with one slot: WAITING, then OPEN, then CLOSED
   *   ShardInstance       one agent of a shard; ShardBehavior is its behavior
   *   Handoff             slots on their way from one instance to another
   *   ShardEnvelope       a message by one route
   *   HotKeys             which keys get the most messages, by sampling
   *
   *   The class is long because this essay explains the protocol between all of these in one place.
   *
   * How slots move from instance A to instance B
   *   1. The group makes B's routes, WAITING, and then writes them to the table: from now on senders find B.
   *   2. B sends A the marker Give, behind everything that was put into A's mailbox before step 1.
   *   3. A gets to Give. Once no envelope of these slots is deferred in a sender's outbox, and the behavior waits for
   *      no answer on behalf of their keys, A exports the state, closes its routes and completes the handoff. It drops
   *      later envelopes by these routes; those that the behavior had stashed it sends after the key. Answers have
   *      their time (patience): after that, the waits for them are cancelled, and so is each new one at once.
   *   4. B sees that the handoff is complete. It imports the state, opens its routes, and brings back what it put
   *      aside.
   *
   *   Meanwhile B puts aside (stashes) the envelopes of WAITING routes. Once there are `hold` of them, it sends A a
   *   Knock, behind Give, and handles nothing else until A answers. So B's mailbox fills and its senders slow down; and
   *   as the knock is an ask, the runtime detects a cycle of waits. If A still waits for deferred envelopes by then, B
   *   resumes, with pauses of a millisecond: the sender of such an envelope may wait for room at B, and the runtime
   *   does not know that A waits for this sender. At first there is a pause for each message, since most often another
   *   thread is only about to finish; the more messages there are, the more of them share a pause.
   *
   * Why nothing is lost on the way
   *   A sender reads the route, puts the envelope, and reads the route again. If the route has changed, it puts a copy
   *   by the new one. So a sender that was held up between reading and putting loses nothing when A drops its envelope;
   *   and if A did handle it, B drops the copy, because copies share the mark `taken`. That mark needs no atomic
   *   access: only the instance whose route is OPEN reads or writes it, and step 3 happens-before step 4. No agent ever
   *   waits for a sender that is held up, and sending costs one read more than a signal.
   *
   *   If the put was behind Give in A's mailbox, the second read sees the new route: the table is written (1), Give is
   *   put (2), the envelope is put, the route is read. So what A drops is sent again. If the put was before Give, A
   *   handles the envelope before step 3.
   *
   *   A deferred envelope is in its sender's outbox, and reaches A at any time later. The sender counts it at the route
   *   before it reads the route again; A reads the count in step 3, after step 1. One of them sees the other: either A
   *   waits for the envelope, or a copy is sent. If B is full and refuses the copy while the original may be at A, the
   *   copy cannot be taken back: it goes beside B's mailbox (ShardInstance.beside). There are no more of these than
   *   senders that were held up.
   *
   * When A ends by itself
   *   The group makes B and continues with step 1. B learns when A's last turn is over (ShardInstance.ended). Then it
   *   takes what A did not handle, which the runtime returns (Envelope), in A's order and before everything else. The
   *   state that A had is lost; state that was on its way to A goes to B. A question to A fails, as with any agent.
   *
   * Invariants
   *   H1  messages of a sender for a key are handled in order     ShardSimulationTest.orderHoldsAndNothingIsLostOrDoubled,
   *                                                               ShardSenderTest.aSenderThatIsHeldUpAnywhereKeepsItsOrder
   *   H2  what was taken is handled exactly once                  the same, ShardRaceTest.underLoadNothingIsLostOrDoubled
   *   H3  at most one instance has a slot OPEN, and its state     the same: shards check messages against their state
   *   H4  memory is bounded, and full mailboxes slow down senders ShardGroupTest.whatCannotBeHeldIsFeltBySenders
   *   H5  no handover waits forever                               ShardSimulationTest.orderHoldsAndNothingIsLostOrDoubled,
   *                                                               ShardGroupTest.aGiverThatWaitsForItsTakerDoesNotHang,
   *                                                               ShardStuckTest.itCanBeRemovedAndWhatWasTakenIsHandled
   *   H6  what a shard that ended had not handled is handled      ShardSimulationTest.shardsThatEndLoseNothing
   *   H7  a continuation runs where its key is                    OnanswerMovedTest
   */

  /** Messages between owners. An owner that does not get one has ended, as others will notice. */
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
      return true; // its sender tries again, or need not
    }
  }

  /** Makes an owner look around, and carries nothing else. */
  enum Poke implements Note {
    NOW
  }

  /** To the giver: everything that was sent before the change came before this. */
  record Give(Handoff handoff) implements Note {}

  /** To the giver, behind {@link Give}: whether it has given. */
  record Knock(Handoff handoff, Reply<Boolean> reply) implements Note {
    @Override
    public boolean returned(AgentRef<?> recipient, DeadLetter.Reason reason) {
      reply.send(handoff.isComplete());
      return true;
    }
  }

  /** The scope of what the behavior begins for no key in particular. */
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

  /**
   * Messages beyond `hold` cost pauses while the giver cannot give. For each this many of them, one
   * more message shares a pause; the number is rounded down to a power of two.
   */
  private static final int BARRED_SLOWLY = 16;

  /** The most messages for one pause. */
  private static final int BARRED_BATCH = 64;

  private final ShardHandovers<M> group;
  private final ShardInstance instance;
  private final Behavior<M> behavior;
  private final HotSpots hot;

  ShardBehavior(ShardHandovers<M> group, ShardInstance instance, Behavior<M> behavior) {
    this.group = group;
    this.instance = instance;
    this.behavior = behavior;
    this.hot = new HotSpots(group, instance);
  }

  @Override
  public Behavior<M> wrapped() {
    return behavior;
  }

  // Called by the runtime.

  @Override
  public void onStart(AgentContext<Object> context) throws Exception {
    instance.held = 0; // a restart brings back what was put aside
    within(Keyless.SCOPE, context, null);
    instance.hasBegun();
    if (instance.attention) {
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

  /** The same context; what the behavior sends to itself, also by timers, is of its own type. */
  @SuppressWarnings("unchecked")
  private AgentContext<M> own(AgentContext<Object> context) {
    return (AgentContext<M>) (AgentContext<?>) context;
  }

  @Override
  public void receive(AgentContext<Object> context, Object message) throws Exception {
    if (instance.attention && lookAround(context, message)) {
      return;
    }
    switch (message) {
      case ShardEnvelope envelope -> receive(context, envelope);
      case Give(var handoff) -> {
        instance.outgoing.add(handoff);
        giveAway(context);
      }
      case Knock(var handoff, var reply) -> {
        handoff.knock = reply;
        if (!instance.outgoing.contains(handoff) || isDeferred(handoff)) {
          handoff.answerKnock();
        }
      }
      case Poke _ -> {}
      default -> // from itself, its timers, its watches
          within(Keyless.SCOPE, context, message);
    }
  }

  private void receive(AgentContext<Object> context, ShardEnvelope envelope) throws Exception {
    boolean wasCounted = envelope.uncount();
    if (envelope.stashed) {
      instance.stashed--;
    }
    switch (envelope.route.state) {
      case OPEN -> {
        try {
          handle(context, envelope);
        } finally {
          if (wasCounted) {
            giveAway(context); // it may have been the last one
          }
        }
      }
      case WAITING -> hold(context, envelope);
      case CLOSED -> {
        if (envelope.stashed) {
          follow(envelope);
        }
      }
    }
  }

  private void handle(AgentContext<Object> context, ShardEnvelope envelope) throws Exception {
    if (!envelope.take()) {
      return;
    }
    if (instance.hotKeys.isSampled()) {
      long now = group.agents.now();
      instance.hotKeys.add(envelope.key, now);
      hot.sampled(now);
    }
    envelope.enter(context);
    try {
      within(envelope, context, envelope.message);
    } catch (Throwable failure) {
      if (envelope.reply != null && envelope.reply.isOpen()) {
        envelope.reply.fail(failure);
      }
      throw failure;
    }
  }

  /** Lets the behavior handle {@code message}, or start if that is null. */
  @SuppressWarnings("unchecked")
  private void within(Scope scope, AgentContext<Object> context, @Nullable Object message)
      throws Exception {
    Scope.enter(context, scope);
    try {
      if (message == null) {
        behavior.onStart(own(context));
      } else {
        behavior.receive(own(context), (M) message);
      }
    } finally {
      Scope.enter(context, null);
    }
  }

  /** Sends after its key an envelope that the behavior had put aside. */
  private void follow(ShardEnvelope envelope) {
    Route route = group.router.route(envelope.route.slot);
    ShardEnvelope next = envelope.by(route);
    Delivery delivery = route.instance.ref.signal(next);
    if (!group.router.follow(next, delivery, false, ShardRouter.SIGNAL).isTaken()) {
      Route last = group.router.route(route.slot);
      last.instance.addBeside(envelope.by(last));
    }
  }

  private void hold(AgentContext<Object> context, ShardEnvelope envelope) {
    instance.place(envelope);
    context.stash(envelope);
    instance.held++;
    Handoff handoff = envelope.route.by;
    if (instance.held < group.agents.config().hold()
        || handoff == null
        || (!handoff.told && !handoff.from.ended)) { // it will be, in a moment
      return;
    }
    if (handoff.barred || handoff.from.ended) {
      int beyond = instance.held - group.agents.config().hold();
      int batch = Integer.highestOneBit(Math.clamp(beyond / BARRED_SLOWLY, 1, BARRED_BATCH));
      if (beyond % batch == 0) {
        context.await(group.agents.pause(), _ -> {}, _ -> {});
      }
    } else {
      context.await(
          handoff.from.ref.<Boolean>ask(reply -> new Knock(handoff, reply), Times.FOREVER),
          complete -> handoff.barred = !complete,
          _ -> handoff.barred = true);
    }
  }

  // Giving.

  private void giveAway(AgentContext<Object> context) throws Exception {
    Throwable failure = null;
    for (Handoff handoff : List.copyOf(instance.outgoing)) {
      boolean again = handoff.isComplete(); // asked for by the successor of the first asker
      if (again || isReady(handoff)) {
        instance.outgoing.remove(handoff);
        if (!again) {
          Object state = null;
          try {
            state = exported(handoff);
          } catch (Throwable thrown) {
            failure = thrown;
          }
          handoff.given.forEach(route -> route.state = State.CLOSED);
          if (instance.stashed > 0) {
            context.unstash(); // what belongs to these slots follows them
          }
          handoff.complete(state);
        }
        handoff.answerKnock();
      } else if (isDeferred(handoff)) {
        handoff.answerKnock();
      }
    }
    rethrow(failure);
  }

  private boolean isReady(Handoff handoff) {
    boolean ready = true;
    boolean waiting = false;
    for (Route route : handoff.given) {
      ready = ready && route.state == State.OPEN && !route.isDeferred();
      waiting = waiting || route.isWaiting();
    }
    if (waiting && handoff.overdue) {
      handoff.given.forEach(Route::endWaits); // their continuations come next
    } else if (waiting && !handoff.timed) {
      handoff.timed = true;
      group.agents.afterPatience(() -> {
        handoff.overdue = true;
        instance.poke();
      });
    }
    return ready && !waiting;
  }

  private static boolean isDeferred(Handoff handoff) {
    return handoff.given.stream().anyMatch(Route::isDeferred);
  }

  @SuppressWarnings("unchecked")
  private @Nullable Object exported(Handoff handoff) {
    return behavior instanceof Handover<?, ?> handover
        ? ((Handover<Object, Object>) handover)
            .exportKeys(key -> handoff.has(group.router.slot(key)))
        : null;
  }

  // Taking.

  /**
   * Does what is due besides the next message.
   *
   * @param message the next one; null if there is none
   * @return whether the message is back in line, behind what goes before it
   */
  private boolean lookAround(AgentContext<Object> context, @Nullable Object message)
      throws Exception {
    instance.attention = false; // before it looks; pairs with ShardInstance.poke()
    if (!instance.saved.isEmpty()) { // the last look opened routes: nothing is on hold now
      instance.saved.forEach(context::stash);
      instance.saved.clear();
      line(context, message);
      return true;
    }
    Throwable failure = null;
    boolean opened = false;
    boolean earlier = false;
    for (Handoff handoff : instance.incoming) {
      if (handoff.isComplete() || (handoff.from.ended && !earlier && handoff.isSaved())) {
        try {
          imported(handoff);
        } catch (Throwable thrown) {
          failure = thrown;
        }
        handoff.handSaved();
        handoff.open(instance);
        instance.incoming.remove(handoff);
        group.done(handoff);
        opened = true;
      } else {
        earlier = true;
        tell(context, handoff);
      }
    }
    ShardEnvelope envelope = instance.beside.poll();
    boolean inLine = opened || envelope != null;
    if (inLine) {
      for (; envelope != null; envelope = instance.beside.poll()) {
        instance.place(envelope);
        context.stash(envelope);
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

  /** Has everything that was put aside handled next, then {@code message}, then the mailbox. */
  private void line(AgentContext<Object> context, @Nullable Object message) {
    if (message instanceof ShardEnvelope envelope) {
      instance.place(envelope);
    }
    context.stash(message == null ? Poke.NOW : message);
    context.unstash();
    instance.held = 0;
    instance.attention = true;
  }

  private void tell(AgentContext<Object> context, Handoff handoff) {
    if (!handoff.told && !handoff.from.ended) {
      handoff.told = handoff.from.ref.signal(new Give(handoff)) != Delivery.REJECTED;
      if (!handoff.told) {
        instance.attention = true; // once more, after this agent has waited for room
        context.self().signal(Poke.NOW);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void imported(Handoff handoff) {
    Object state = handoff.isComplete() ? handoff.takeState() : null;
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
