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
import io.leanagentic.orchestration.Handover;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.orchestration.internal.shard.Route.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behavior of a shard's agent: the user's, and the steps that hand keys over. */
final class ShardBehavior<M> implements Behavior<Object> {
  /*
   * Structure
   *   ShardHandovers      the members of a group, and their changes, one after the other under a lock
   *   ShardRouter         which slot has which route; how a message is sent
   *   Route               one instance's time with one slot: WAITING, then OPEN, then CLOSED
   *   ShardInstance       one agent of a shard; ShardBehavior, its behavior
   *   Handoff             slots on their way from one instance to another
   *   ShardEnvelope       a message by one route; HotKeys, the sampling
   *
   * Slots move from instance A to instance B
   *   1. the group makes B's routes, WAITING, and then writes them to the table: from now on senders find B
   *   2. B sends A Give, the marker, behind everything that was put into A's mailbox before 1
   *   3. A, when it gets to Give and no envelope of these slots is deferred in a sender's outbox, and the behavior
   *      waits for no answers that it asked for since it handled one of them: exports the state, closes its routes,
   *      completes the handoff. Later envelopes by these routes it drops; those that the behavior had put aside it
   *      sends after the key. Answers have their time (patience); then the waits for them are cancelled, and new ones
   *      at once
   *   4. B, when it sees that: imports the state, opens its routes, brings back what it put aside
   *   Meanwhile B puts aside (stashes) envelopes of WAITING routes; when these are `hold`, it knocks at A, behind Give,
   *   and handles nothing else until A answers. So its mailbox fills and its senders slow down; as the knock is an ask,
   *   a cycle of waits is detected by the runtime. If A still waits for deferred envelopes then, B resumes with pauses
   *   of a millisecond: their sender may wait for room at B, and A's wait for it is one that the runtime does not know
   *   of. At first a pause follows each message, since most often another thread is only about to finish; the more
   *   messages that takes, the more of them share one.
   *
   * A sender reads the route, puts the envelope, and then reads the route again. If it is another one, it puts a copy
   * by the new one. So a sender that was held up between reading and putting loses nothing when A drops its envelope;
   * and if A did handle it, the copy at B is dropped, because copies share the mark `taken`. That mark needs no atomic
   * access: only the instance whose route is OPEN reads or writes it, and 3 happens-before 4. No agent ever waits for a
   * sender, and a sender pays one read more than for a signal.
   *     If the put was behind Give in A's mailbox, the second read sees the new route: write of the table (1), put of
   *     Give (2), put of the envelope, read. So what A drops is sent again. If it was before Give, A handles it before
   *     3.
   * A deferred envelope is in its sender's outbox, and comes to A at any time later. The sender counts it at the route
   * before it reads the route again; A reads the count at 3, after 1. One of them sees the other: either A waits for
   * it, or a copy is sent. A copy that is refused (B is full) while the first may be at A cannot be taken back: it goes
   * beside B's mailbox (ShardInstance.beside); there are no more of them than senders that were held up.
   *
   * A ends by itself: the group makes B and continues with 1; B learns that A's last turn is over
   * (ShardInstance.ended), and takes what A did not handle, which the runtime returns (Envelope), in their order,
   * before all others. State that A had is lost; that which was on its way to A goes to B. A question asked of A fails,
   * as the runtime says.
   *
   * Invariants
   *   H1  messages of a sender for a key are handled in order     ShardSimulationTest.orderHoldsAndNothingIsLostOrDoubled,
   *                                                               ShardSenderTest.aSenderThatIsHeldUpAnywhereKeepsItsOrder
   *   H2  what was taken is handled exactly once                  the same, ShardRaceTest.underLoadNothingIsLostOrDoubled
   *   H3  at most one instance has a slot OPEN, and its state         the same: the shards compare what comes with the state that came
   *   H4  memory is bounded, and full mailboxes slow down senders ShardGroupTest.whatCannotBeHeldIsFeltBySenders
   *   H5  no handover waits forever                               ShardSimulationTest.orderHoldsAndNothingIsLostOrDoubled,
   *                                                               ShardGroupTest.aGiverThatWaitsForItsTakerDoesNotHang,
   *                                                               ShardStuckTest.itCanBeRemovedAndWhatWasTakenIsHandled
   *   H7  a continuation runs where its key is                     OnanswerMovedTest
   *   H6  what a shard that ended had not handled is handled      ShardSimulationTest.shardsThatEndLoseNothing
   */

  /** Messages between owners. One that does not get them has ended, which is noticed elsewhere. */
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
  record Give(Handoff handoff) implements Note {}

  /** To the giver, behind {@link Give}: whether it has given. */
  record Knock(Handoff handoff, Reply<Boolean> reply) implements Note {
    @Override
    public boolean returned(AgentRef<?> recipient, DeadLetter.Reason reason) {
      reply.send(handoff.isComplete());
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

  /**
   * So many messages beyond `hold` cost a pause each while the giver cannot give; later ones less.
   */
  private static final int BARRED_SLOWLY = 16;

  /** The most messages for one pause. */
  private static final int BARRED_BATCH = 64;

  private final ShardHandovers<M> group;
  private final ShardInstance instance;
  private final Behavior<M> behavior;

  ShardBehavior(ShardHandovers<M> group, ShardInstance instance, Behavior<M> behavior) {
    this.group = group;
    this.instance = instance;
    this.behavior = behavior;
  }

  // What the runtime tells.

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

  /** The same context: to itself and its timers the behavior sends messages of its own kind. */
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
      instance.hotKeys.add(envelope.key, group.agents.now());
    }
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

  /** What the behavior had put aside goes after its key. */
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
        || (!handoff.told && !handoff.from.ended)) { // it comes to that in a moment
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
            context.unstash(); // what is of these slots follows them
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
   * Does what is to be done besides the next message.
   *
   * @param message the next one; null if there is none
   * @return whether the message is back in line, behind what goes before it
   */
  private boolean lookAround(AgentContext<Object> context, @Nullable Object message)
      throws Exception {
    instance.attention = false; // then looks; pairs with ShardInstance.poke()
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

  /** Lets everything that was put aside come before {@code message}, and then the mailbox. */
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
