package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.market.Instrument;
import io.leanagentic.demo.trading.strategy.Strategy;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Analyzers of one kind for one instrument: hands them the bars and counts their votes. */
final class Team implements Behavior<Team.Message> {

  /*
   * Structure
   *   `counts` is a ring: the bars from index `counted` up to `handed` are with the analyzers. `waiting` holds later
   *   ones.
   *
   * Ordering
   *   An analyzer gets bars in order and answers each once, so its n-th vote is about the n-th bar, and an older bar is
   *   never complete later than a younger one. Votes are added up: the order in which analyzers answer does not matter.
   *
   * Invariants
   *   I1  a bar is counted when each analyzer has voted on it or has ended            SwarmTest.failingAnalyzersAreRetired
   *   I2  no more bars are handed out than the mailboxes of the analyzers can hold    SwarmTest.smallMailboxesChangeNothing
   */

  sealed interface Message permits Quote, Census, Vote, Retired {}

  /** The opinion of the analyzer with that number after the bar at {@code index}. */
  record Vote(int analyzer, int index, int vote) implements Message {}

  /** The analyzer with that number has failed. */
  record Retired(int analyzer) implements Message {}

  private final Plan plan;
  private final Instrument instrument;
  private final StrategyKind kind;
  private final int firstNumber;
  private final AgentRef<Tally> aggregator;
  private final List<AgentRef<Quote>> analyzers = new ArrayList<>();
  private final int[] votes;
  private final boolean[] retired;
  private final int most;
  private final Deque<Quote> waiting = new ArrayDeque<>();
  private final Count[] counts;
  private int alive;
  private int counted;
  private int handed;

  Team(
      Plan plan,
      int instrument,
      StrategyKind kind,
      int firstNumber,
      int size,
      AgentRef<Tally> aggregator) {
    this.plan = plan;
    this.instrument = plan.market().instruments().get(instrument);
    this.kind = kind;
    this.firstNumber = firstNumber;
    this.aggregator = aggregator;
    this.votes = new int[size];
    this.retired = new boolean[size];
    this.most = plan.terms().handedOut(size);
    this.alive = size;
    this.counts = new Count[plan.terms().inFlight()];
    Arrays.setAll(counts, slot -> new Count());
  }

  // region spawn
  @Override
  public void onStart(AgentContext<Message> context) {
    AgentRef<Message> self = context.self();
    for (int i = 0; i < votes.length; i++) {
      int analyzer = i;
      AgentRef<Quote> agent =
          context.spawn(
              plan.terms().analyzer(),
              () ->
                  new Analyzer(
                      analyzer,
                      plan.strategies().create(instrument, kind, firstNumber + analyzer),
                      self));
      context.watch(agent, ended -> new Retired(analyzer));
      analyzers.add(agent);
    }
  }

  // endregion

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Quote quote -> waiting.add(quote);
      case Vote vote -> count(vote);
      case Retired(int analyzer) -> retire(analyzer);
      case Census(var reply) -> reply.send(profiles(context));
    }
    passOn();
    while (handed - counted < most && !waiting.isEmpty()) {
      handOut(waiting.removeFirst());
      passOn();
    }
  }

  private void count(Vote vote) {
    if (retired[vote.analyzer()]) {
      return;
    }
    votes[vote.analyzer()]++;
    Count count = at(vote.index());
    count.missing--;
    if (vote.vote() != Strategy.ABSTAIN) {
      count.sum += vote.vote();
      count.voters++;
    }
  }

  private void retire(int analyzer) {
    retired[analyzer] = true;
    alive--;
    for (int index = votes[analyzer]; index < handed; index++) {
      at(index).missing--;
    }
  }

  private void handOut(Quote quote) {
    at(handed++).begin(quote, alive);
    for (int i = 0; i < analyzers.size(); i++) {
      if (!retired[i]) {
        Signals.mustArrive(analyzers.get(i), quote);
      }
    }
  }

  private void passOn() {
    while (counted < handed && at(counted).missing == 0) {
      Count count = at(counted++);
      Signals.mustArrive(aggregator, new Tally(count.quote, kind, count.sum, count.voters));
    }
  }

  private Count at(int index) {
    return counts[index & (counts.length - 1)];
  }

  @Val
  private List<RoleProfile> profiles(AgentContext<Message> context) {
    var all = new ArrayList<RoleProfile>();
    all.add(RoleProfile.of(Role.TEAM, context.self()));
    analyzers.forEach(agent -> all.add(RoleProfile.of(Role.of(kind), agent)));
    return RoleProfile.merge(all);
  }

  /** The votes on one bar so far. */
  private static final class Count {
    private Quote quote = Quote.NONE;
    private int missing;
    private long sum;
    private int voters;

    private void begin(Quote next, int analyzers) {
      quote = next;
      missing = analyzers;
      sum = 0;
      voters = 0;
    }
  }
}
