package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.internal.broadcast.GossipMessage.Rumor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The agent that passes messages on to other relays, and to one member or all of them. */
final class Relay<M> implements Behavior<GossipMessage<M>> {
  /*
   * Structure
   *   RelayGroup            all relays of a broadcast, and the way from one to another
   *   Relay                 one for each member: a message that is new to it goes to other relays, then to its member.
   *                         Where the first relay would send to all others within this process anyway, it is the only
   *                         one, and serves all members
   *   Window                what it has received lately; KnownIds, the same in a message
   *   MemberDelivery        how the member gets it; DeliveryAgent, which waits for room
   *   PublicationIntake     where messages enter within a process, as many as its Credit allows
   *   PublicationProgress   how far one message has come
   *
   * A relay never waits: other relays refuse what they have no room for, and its member is served by MemberDelivery. So
   * a member that is slow, stuck or ended delays neither its relay, nor those beyond it, nor the publisher; and the
   * relay where a message starts does not depend on its own member. A relay outlives its member, so the edges of a
   * topology do, too.
   *
   * Invariants
   *   B1  each member gets each message at most once      BroadcastTest.everyStrategyReachesAllOfASmallGroupOnceWithTheSameObject,
   *                                                       BroadcastTest.aSmallMemoryMissesButDoublesNothing,
   *                                                       RelayRestartsTest.aTransportThatThrowsDoublesNothing
   *   B2  a full mailbox delays no member but its own     BroadcastTest.aFullMailboxDelaysItsMemberAndNobodyElse
   *   B3  memory is bounded                               WindowTest.itNeverHasMoreThanTwiceItsMemory,
   *                                                       BroadcastTest.whoIsTooFarBehindMissesTheOldest
   *   B4  coverage is what theory predicts                CoverageTest.infectAndDieIsWhatTheorySays
   *   B5  push and pull repairs losses                    CoverageTest.pushPullReachesAllInSpiteOfLosses
   *   B6  within a process a burst slows down or counts   BurstLostTest
   *   B7  the runtime's default agents change nothing     DropOldestTest
   *
   * References
   *   A. Demers et al., Epidemic Algorithms for Replicated Database Maintenance, PODC 1987 (rumor mongering, push and
   *   pull anti-entropy); P. Eugster, R. Guerraoui, A.-M. Kermarrec, L. Massoulie, Epidemic Information Dissemination
   *   in Distributed Systems, IEEE Computer 37(5), 2004 (coverage of infect and die); R. Karp et al., Randomized Rumor
   *   Spreading, FOCS 2000 (rounds); J. Bentley, R. Floyd, A Sample of Brilliance, CACM 30(9), 1987 (drawing a sample).
   */
  private static final int EXTRA_ROUNDS = 10;
  private static final double JITTER = 0.25;

  private final RelayGroup<M> all;
  private final int number;
  private final List<MemberDelivery<M>> deliveries;
  private final SplittableRandom random;
  private final Window<M> heard;
  private int quiet;
  private boolean ticking;

  Relay(RelayGroup<M> all, int number, List<AgentRef<M>> members) {
    this.all = all;
    this.number = number;
    this.random = new SplittableRandom(all.config.seed() * 0x9E3779B97F4A7C15L + number);
    this.heard = new Window<>(all.config.memory());
    this.deliveries =
        IntStream.range(0, members.size())
            .mapToObj(i -> new MemberDelivery<>(i, members.get(i), all.config.memory()))
            .toList();
  }

  @Override
  public void receive(AgentContext<GossipMessage<M>> context, GossipMessage<M> gossip) {
    switch (gossip) {
      case Rumor<M> rumor -> {
        try {
          hear(context, rumor);
        } finally {
          all.landed(rumor);
        }
      }
      case GossipMessage.Digest<M>(var from, var known) -> compare(context, from, known);
      case GossipMessage.Want<M>(var from, var ids) -> {
        news(context);
        for (long id : ids) {
          var rumor = heard.find(id);
          if (rumor != null) {
            all.tell(number, from, rumor);
          }
        }
      }
      case GossipMessage.Tick<M>() -> tick(context);
      case GossipMessage.Carried<M>(int member) -> deliveries.get(member).carried(context);
    }
  }

  @Override
  public void onStop(AgentContext<GossipMessage<M>> context) {
    all.ended();
    deliveries.forEach(MemberDelivery::stop);
  }

  private void hear(AgentContext<GossipMessage<M>> context, Rumor<M> rumor) {
    if (!heard.isNew(rumor.id())) {
      rumor.progress().duplicates.increment();
      return;
    }
    rumor.progress().rounds(rumor.rounds());
    var mine = rumor.by(number);
    heard.add(mine);
    all.heard(mine);
    spread(mine, rumor.from());
    for (var delivery : deliveries) {
      delivery.hand(context, mine);
    }
    news(context);
  }

  private void spread(Rumor<M> rumor, int from) {
    switch (all.config.strategy()) {
      case BroadcastStrategy.All() -> {
        if (from < 0) {
          tellAll(rumor);
        }
      }
      case BroadcastStrategy.Along() -> {
        for (AgentRef<M> neighbour : all.neighbours(number)) {
          int to = all.place(neighbour);
          if (to != from) {
            all.tell(number, to, rumor);
          }
        }
      }
      case BroadcastStrategy.Gossip(int fanout) -> tellSome(fanout, rumor);
      case BroadcastStrategy.PushPull(int fanout, var period) -> tellSome(fanout, rumor);
    }
  }

  private void tellAll(Rumor<M> rumor) {
    for (int to = 0; to < all.size(); to++) {
      if (to != number) {
        all.tell(number, to, rumor);
      }
    }
  }

  /** Sends to {@code fanout} different relays, drawn by Floyd's algorithm. */
  private void tellSome(int fanout, Rumor<M> rumor) {
    int others = all.size() - 1;
    if (fanout >= others) {
      tellAll(rumor);
      return;
    }
    int[] drawn = new int[fanout];
    for (int i = 0; i < fanout; i++) {
      int last = others - fanout + i;
      int at = random.nextInt(last + 1);
      for (int j = 0; j < i; j++) {
        if (drawn[j] == at) {
          at = last;
          break;
        }
      }
      drawn[i] = at;
      all.tell(number, other(at), rumor);
    }
  }

  /** The number of the relay at place {@code at} among all but this one. */
  private int other(int at) {
    return at < number ? at : at + 1;
  }

  // Push and pull.

  private void compare(AgentContext<GossipMessage<M>> context, int from, KnownIds known) {
    List<Rumor<M>> missing = new ArrayList<>();
    heard.forEach(rumor -> {
      if (rumor.id() > known.floor() && !known.contains(rumor.id())) {
        missing.add(rumor);
      }
    });
    missing.sort(Comparator.comparingLong(Rumor::id));
    missing.forEach(rumor -> all.tell(number, from, rumor));
    List<Long> lacks = new ArrayList<>();
    for (long id = Math.max(known.floor(), heard.floor()) + 1; id <= known.top(); id++) {
      if (known.contains(id) && heard.isNew(id)) {
        lacks.add(id);
      }
    }
    if (!lacks.isEmpty()) {
      all.carry(number, from, new GossipMessage.Want<>(number, List.copyOf(lacks)));
    }
    if (!lacks.isEmpty() || !missing.isEmpty()) {
      news(context);
    }
  }

  /** There is news to compare: ticks for some time. */
  private void news(AgentContext<GossipMessage<M>> context) {
    quiet = 0;
    if (!ticking
        && all.size() > 1
        && all.config.strategy() instanceof BroadcastStrategy.PushPull(_, var period)) {
      tickAfter(context, period);
    }
  }

  private void tick(AgentContext<GossipMessage<M>> context) {
    ticking = false;
    if (!(all.config.strategy() instanceof BroadcastStrategy.PushPull(_, var period))
        || (quiet++ > EXTRA_ROUNDS + 32 - Integer.numberOfLeadingZeros(all.size())
            && !all.isLacking(heard.top()))) {
      return;
    }
    int to = other(random.nextInt(all.size() - 1));
    all.carry(number, to, new GossipMessage.Digest<>(number, heard.known()));
    tickAfter(context, period);
  }

  /** Varies the period at random, so that relays do not all compare at the same moment. */
  private void tickAfter(AgentContext<GossipMessage<M>> context, Duration period) {
    ticking = true;
    double share = 1 - JITTER + 2 * JITTER * random.nextDouble();
    context
        .timers()
        .once(
            "tick",
            Duration.ofNanos((long) (share * period.toNanos())),
            new GossipMessage.Tick<>());
  }
}
