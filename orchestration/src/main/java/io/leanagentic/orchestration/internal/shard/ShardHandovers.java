package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Delivery;
import io.leanagentic.Promise;
import io.leanagentic.orchestration.ShardLoad;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import io.leanagentic.orchestration.internal.Times;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The members of one group of shards, their changes, and what follows when one of them ends. */
final class ShardHandovers<M> {
  /*
   * One lock guards everything here. Changes are made one at a time: the next one begins when all handoffs are done, so
   * a slot is never given away before it has arrived. The end of an agent does not wait for its turn: a successor takes
   * over at once, along with the unfinished handoffs to the agent. While the agents of a shard keep ending before they
   * have begun, the group takes slots in their place, so that other changes, and the removal of that shard, can begin.
   *
   * The class is long because it holds every transition that the lock makes atomic.
   */
  private static final System.Logger LOG = System.getLogger("io.leanagentic.shards");

  /**
   * Agents that end sooner than this after their start are replaced after longer and longer pauses.
   */
  private static final long HASTY_NANOS = 1_000_000_000L;

  /**
   * After so many agents of a shard in a row that ended soon, state that waits for the next one is
   * given up if a change is pending.
   */
  private static final int MANY_HASTY = 8;

  private static final long FIRST_WAIT_MILLIS = 10;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  final ShardAgents<M> agents;
  final ShardRouter router;

  private final Object lock = new Object();
  private final Map<String, ShardInstance> members = new HashMap<>();
  private final Set<Handoff> handoffs = new LinkedHashSet<>();
  private final Queue<Change> changes = new ArrayDeque<>();
  private @Nullable Change current;

  /** The map once all changes so far are complete. */
  private volatile ShardMap planned;

  /** The map once the current change is complete. */
  private ShardMap settled;

  /** Whether a timer is set to look for agents that cannot begin: a change may wait for one. */
  private boolean watching;

  private boolean closed;
  private boolean stopped;

  ShardHandovers(ShardAgents<M> agents, ShardMap map) {
    this.agents = agents;
    this.planned = map;
    this.settled = map;
    this.router = new ShardRouter(agents.runtime(), map, this::replaceEnding);
  }

  /** Spawns an agent for each shard of the map. */
  void start() {
    try {
      begin(planned);
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  private void begin(ShardMap map) {
    synchronized (lock) {
      for (String shard : map.shards()) {
        members.put(shard, agents.spawn(this, shard, 0));
      }
      for (int slot = 0; slot < map.slots(); slot++) {
        router.set(new Route(slot, member(map.owner(slot)), null));
      }
      List.copyOf(members.values()).forEach(this::watch);
    }
  }

  private ShardInstance member(String shard) {
    return Objects.requireNonNull(members.get(shard), shard);
  }

  /** Has the group notified when {@code instance} ends, perhaps now, so it must be a member. */
  private void watch(ShardInstance instance) {
    instance
        .ref
        .termination(Times.FOREVER)
        .whenDone((end, failure) -> {
          if (end != null) {
            ended(instance);
          } else if (failure instanceof AwaitTimeoutException) { // in a simulation, time may jump
            watch(instance);
          }
        });
  }

  // Changes.

  /** The map once all changes planned so far are complete. */
  ShardMap planned() {
    return planned;
  }

  /** The members at present. */
  List<ShardInstance> members() {
    synchronized (lock) {
      return List.copyOf(members.values());
    }
  }

  /**
   * Plans a change, to be made after all earlier ones; with {@code afresh}, the shard stays but
   * gets a new agent.
   */
  Await<ShardMove> plan(String shard, UnaryOperator<ShardMap> op, boolean afresh) {
    List<Runnable> told = new ArrayList<>();
    Change change;
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("group '" + agents.name() + "' is closed");
      }
      planned = op.apply(planned);
      Promise<ShardMove> promise = agents.promise(Times.FOREVER);
      change = new Change(shard, op, planned, afresh, promise);
      changes.add(change);
      next(told);
      watchBeginnings();
    }
    told.forEach(Runnable::run);
    return change.promise.await();
  }

  /**
   * While a change or the end of the group is pending, aborts agents that keep failing before they
   * have begun, if their supervision sets no limit: the group and its changes decide on a
   * successor.
   */
  private void watchBeginnings() {
    if (watching || stopped || (isAtRest() && !closed)) {
      return;
    }
    watching = true;
    agents.afterPatience(() -> {
      synchronized (lock) {
        watching = false;
        long now = agents.now();
        for (ShardInstance instance : members.values()) {
          if (instance.hasNotBegunSince(now, agents.config().patience())) {
            instance.ref.abort();
          }
        }
        watchBeginnings();
      }
    });
  }

  /** Begins the next change, if none is under way. */
  private void next(List<Runnable> told) {
    while (!closed && handoffs.isEmpty() && current == null) {
      Change change = changes.poll();
      if (change == null) {
        return;
      }
      current = change;
      change.before = settled;
      try {
        begin(change);
      } catch (Throwable failure) { // a name is taken, or the runtime is closing
        failed(change, failure, told);
        continue;
      }
      settled = change.map;
      if (change.open == 0) {
        complete(change, told);
      }
    }
  }

  /** Nothing of {@code change} remains; later changes start from the map before it. */
  private void failed(Change change, Throwable failure, List<Runnable> told) {
    current = null;
    told.add(() -> change.promise.reply().fail(failure));
    ShardMap map = settled;
    for (Change next : List.copyOf(changes)) {
      try {
        map = next.operation.apply(map);
        next.map = map;
      } catch (RuntimeException senseless) { // it is by now
        changes.remove(next);
        told.add(() -> next.promise.reply().fail(senseless));
      }
    }
    planned = map;
  }

  private void begin(Change change) {
    change.begun = agents.now();
    ShardMap map = change.map;
    Map<String, ShardInstance> after = new HashMap<>(members);
    List<ShardInstance> fresh = new ArrayList<>();
    if (map.contains(change.shard) && (change.afresh || !after.containsKey(change.shard))) {
      ShardInstance instance = agents.spawn(this, change.shard, 0);
      after.put(change.shard, instance);
      fresh.add(instance);
      change.fresh = true;
    }
    after.keySet().retainAll(map.shards());
    ShardInstance before = members.get(change.shard);
    if (before != null && after.get(change.shard) != before) {
      change.leaving = before;
    }
    Map<List<ShardInstance>, Handoff> moving = new LinkedHashMap<>();
    for (int slot = 0; slot < map.slots(); slot++) {
      Route route = router.route(slot);
      ShardInstance to = Objects.requireNonNull(after.get(map.owner(slot)));
      if (route.instance != to) {
        moving
            .computeIfAbsent(
                List.of(route.instance, to), _ -> new Handoff(route.instance, to, change))
            .add(route);
        change.moved++;
      }
    }
    change.open = moving.size();
    members.clear();
    members.putAll(after);
    moving.values().forEach(this::begin);
    fresh.forEach(this::watch);
  }

  /** From now on senders find the taker, which may then notify the giver. */
  private void begin(Handoff handoff) {
    handoffs.add(handoff);
    handoff.taken.forEach(router::set);
    handoff.to.incoming.add(handoff);
    handoff.to.poke();
  }

  /** All slots of {@code handoff} have arrived. */
  void done(Handoff handoff) {
    List<Runnable> told = new ArrayList<>();
    synchronized (lock) {
      arrived(handoff, told);
      next(told);
      if (closed && handoffs.isEmpty()) {
        stopAll(told);
      }
    }
    told.forEach(Runnable::run);
  }

  private void arrived(Handoff handoff, List<Runnable> told) {
    handoffs.remove(handoff);
    Change change = handoff.change;
    if (change != null && change == current) { // else it has failed
      change.fresh = false;
      if (--change.open == 0) {
        complete(change, told);
      }
    }
  }

  private void complete(Change change, List<Runnable> told) {
    if (change.leaving != null) {
      change.leaving.retired = true;
      change.leaving.ref.stop();
    }
    current = null;
    if (change.lost > 0) {
      told.add(() ->
          change
              .promise
              .reply()
              .fail(
                  new IllegalStateException(
                      "complete, but keys of "
                          + change.lost
                          + " slots lost their state: no agent of their shard could start")));
      return;
    }
    var move =
        new ShardMove(
            change.shard,
            change.moved,
            change.map.slots(),
            Duration.ofNanos(agents.now() - change.begun));
    told.add(() -> change.promise.reply().send(move));
  }

  // Agents that end by themselves.

  private void ended(ShardInstance instance) {
    List<Runnable> told = new ArrayList<>();
    synchronized (lock) {
      ShardInstance successor = instance.successor;
      if (successor != null) {
        inherit(instance, successor);
      }
      instance.ended = true;
      if (members.get(instance.shard) == instance && successor == null) {
        if (hasTakenNothing(instance)) {
          giveBack(instance, told);
        } else {
          succeed(instance, told);
        }
      }
      for (Handoff handoff : List.copyOf(handoffs)) {
        if (handoff.from == instance) {
          handoff.to.poke();
        } else if (handoff.to == instance && closed) {
          handoffs.remove(handoff);
        }
      }
      next(told);
      if (closed && handoffs.isEmpty()) {
        stopAll(told);
      }
    }
    told.forEach(Runnable::run);
  }

  /** Has an instance that ended replaced; if that takes a while, takes slots in its place. */
  private void succeed(ShardInstance instance, List<Runnable> told) {
    replaceSoon(instance);
    if (instance.successor == null) {
      settle(instance, told);
    }
  }

  /**
   * Takes what was on its way to an instance that ended and has no successor yet, so that no change
   * waits for one that may never begin. Messages wait here for the successor, or for the shard that
   * gets their keys. State can only go to the successor: it waits, but not forever.
   */
  private void settle(ShardInstance instance, List<Runnable> told) {
    boolean earlier = false;
    for (Handoff handoff : instance.incoming) {
      boolean complete = handoff.isComplete();
      if (complete
          ? !handoff.hasState() || (instance.hasty >= MANY_HASTY && !isAtRest())
          : handoff.from.ended && !earlier && handoff.isSaved()) {
        if (handoff.hasState()) {
          lost(handoff);
        }
        handoff.handSaved();
        handoff.open(instance);
        instance.incoming.remove(handoff);
        arrived(handoff, told);
      } else {
        earlier = true;
        if (!complete && !handoff.from.ended && !handoff.told) {
          handoff.told =
              handoff.from.ref.trySignal(new ShardBehavior.Give(handoff)) != Delivery.REJECTED;
        }
      }
    }
  }

  private boolean isAtRest() {
    return current == null && changes.isEmpty();
  }

  private void lost(Handoff handoff) {
    int slots = handoff.taken.size();
    if (handoff.change != null) {
      handoff.change.lost += slots;
    }
    handoff.takeState();
    LOG.log(
        System.Logger.Level.ERROR,
        "group ''{0}'': no agent of shard ''{1}'' could start; keys of {2} slots that came from"
            + " ''{3}'' lost their state",
        agents.name(),
        handoff.to.shard,
        slots,
        handoff.from.shard);
  }

  /** Whether it is the new agent of the current change, and has no key yet. */
  private boolean hasTakenNothing(ShardInstance instance) {
    Change change = current;
    return !closed && change != null && change.fresh && change.shard.equals(instance.shard);
  }

  /**
   * Ends a change whose new shard never began. Each giver becomes the taker of its own slots: it
   * hands them over to itself, behind all that was sent before, and then takes what the new shard,
   * which has ended, had not handled.
   */
  private void giveBack(ShardInstance instance, List<Runnable> told) {
    Change change = Objects.requireNonNull(current);
    settled = Objects.requireNonNull(change.before);
    members.remove(instance.shard);
    if (change.leaving != null) {
      members.put(instance.shard, change.leaving);
    }
    List<Handoff> back = new ArrayList<>();
    for (Handoff handoff : instance.incoming) {
      ShardInstance home =
          Objects.requireNonNull(members.get(handoff.from.shard), handoff.from.shard);
      handoff.told = false;
      handoff.barred = false;
      handoff.to = home;
      home.incoming.add(handoff);
      var homewards = new Handoff(instance, home, null);
      handoff.taken.forEach(route -> homewards.add(router.route(route.slot)));
      back.add(homewards);
    }
    back.forEach(this::begin);
    failed(
        change,
        new IllegalStateException(
            "the new agent of shard '"
                + instance.shard
                + "' ended before it had taken anything; its keys are where they were"),
        told);
    if (change.leaving != null && change.leaving.ended) { // it is a member again
      change.leaving.replacementDue = false;
      succeed(change.leaving, told);
    }
  }

  /**
   * Replaces an instance that takes no more messages, if it has no successor yet. Any thread.
   *
   * @return whether another one has its slots now
   */
  private boolean replaceEnding(ShardInstance instance) {
    synchronized (lock) {
      if (members.get(instance.shard) == instance
          && instance.successor == null
          && !hasTakenNothing(instance)) {
        replaceSoon(instance);
      }
      return members.get(instance.shard) != instance;
    }
  }

  private void replaceSoon(ShardInstance instance) {
    if (closed || instance.replacementDue) {
      return;
    }
    boolean hasty = agents.now() - instance.born < HASTY_NANOS || instance.hasNotBegun();
    if (!hasty || instance.hasty == 0) {
      replace(instance, hasty ? 1 : 0);
      return;
    }
    long wait =
        Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(20, instance.hasty - 1));
    replaceAfter(instance, wait, instance.hasty + 1);
  }

  private void replaceAfter(ShardInstance instance, long wait, int hasty) {
    instance.replacementDue = true;
    agents
        .promise(Duration.ofMillis(wait))
        .await()
        .whenDone((_, _) -> {
          synchronized (lock) {
            if (!closed && members.get(instance.shard) == instance && instance.replacementDue) {
              replace(instance, hasty);
            }
          }
        });
  }

  private void replace(ShardInstance instance, int hasty) {
    ShardInstance successor;
    try {
      successor = agents.spawn(this, instance.shard, hasty);
    } catch (IllegalStateException closing) { // the runtime ends, and the group with it
      closed = true;
      router.close();
      return;
    } catch (Throwable failure) { // no memory, for instance
      replaceAfter(instance, LONGEST_WAIT_MILLIS, hasty);
      return;
    }
    instance.replacementDue = false;
    instance.successor = successor;
    members.put(instance.shard, successor);
    if (instance.ended) {
      inherit(instance, successor);
    }
    var handoff = new Handoff(instance, successor, null);
    for (int slot = 0; slot < planned.slots(); slot++) {
      Route route = router.route(slot);
      if (route.instance == instance) {
        handoff.add(route);
      }
    }
    begin(handoff);
    watch(successor);
  }

  /** What was on its way to an instance that has ended goes to its successor, before all else. */
  private void inherit(ShardInstance instance, ShardInstance successor) {
    List<Handoff> inherited = List.copyOf(instance.incoming);
    for (Handoff handoff : inherited) {
      handoff.told = false;
      handoff.barred = false;
      handoff.to = successor;
    }
    successor.incoming.addAll(0, inherited);
  }

  // Looking.

  List<ShardLoad> loads() {
    synchronized (lock) {
      Map<ShardInstance, Integer> slots = new HashMap<>();
      for (int slot = 0; slot < planned.slots(); slot++) {
        slots.merge(router.route(slot).instance, 1, Integer::sum);
      }
      List<ShardLoad> loads = new ArrayList<>();
      for (String shard : planned.shards()) {
        ShardInstance instance = members.get(shard);
        if (instance != null) {
          loads.add(
              new ShardLoad(
                  shard,
                  planned.weight(shard),
                  slots.getOrDefault(instance, 0),
                  instance.held,
                  instance.number,
                  instance.ref.profile()));
        }
      }
      return loads;
    }
  }

  // The end.

  void close() {
    List<Runnable> told = new ArrayList<>();
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      router.close();
      for (Change change : changes) {
        told.add(() -> change.promise.reply().fail(closedBefore()));
      }
      changes.clear();
      handoffs.removeIf(handoff -> handoff.to.ended);
      if (handoffs.isEmpty()) {
        stopAll(told);
      }
      watchBeginnings();
    }
    told.forEach(Runnable::run);
  }

  private IllegalStateException closedBefore() {
    return new IllegalStateException(
        "group '" + agents.name() + "' was closed before this change was complete");
  }

  private void stopAll(List<Runnable> told) {
    if (stopped) {
      return;
    }
    stopped = true;
    Change change = current;
    if (change != null) {
      // The agent that was to take the keys has ended, and is no longer replaced.
      told.add(() -> change.promise.reply().fail(closedBefore()));
    }
    for (ShardInstance instance : members.values()) {
      instance.ref.stop();
      if (instance.ended) {
        told.add(instance::loseAll);
      }
    }
  }
}
