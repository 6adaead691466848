package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.demo.trading.ledger.Poll;
import io.leanagentic.demo.trading.ledger.Scorecard;

/**
 * Makes one score of what all teams of an instrument say about a bar, once the last of them has.
 * Each team's tallies come in the order of the bars, so bars are complete in that order too.
 */
final class SignalAggregator implements Behavior<Tally> {

  private final int teams;
  private final AgentRef<RiskManager.Message> risk;
  private final AgentRef<Reporter.Message> reporter;
  private final Poll[] polls;
  private final int[] missing;
  private final Scorecard scorecard = new Scorecard();

  SignalAggregator(
      int teams,
      Terms terms,
      AgentRef<RiskManager.Message> risk,
      AgentRef<Reporter.Message> reporter) {
    this.teams = teams;
    this.risk = risk;
    this.reporter = reporter;
    this.missing = new int[terms.inFlight()];
    this.polls = new Poll[terms.inFlight()];
    for (int slot = 0; slot < polls.length; slot++) {
      polls[slot] = new Poll();
      missing[slot] = teams;
    }
  }

  @Override
  public void receive(AgentContext<Tally> context, Tally tally) {
    int slot = tally.quote().tick().index() & (polls.length - 1);
    polls[slot].add(tally.kind(), tally.sum(), tally.voters());
    missing[slot]--;
    if (missing[slot] == 0) {
      complete(tally.quote(), polls[slot]);
      polls[slot].clear();
      missing[slot] = teams;
    }
  }

  private void complete(Quote quote, Poll poll) {
    scorecard.next(quote.tick().bar(), poll);
    Signals.mustArrive(risk, new RiskManager.Score(quote, poll.score()));
    if (quote.tick().last()) {
      Signals.mustArrive(reporter, new Reporter.Graded(scorecard.contributions()));
    }
  }
}
