package io.leanagentic.demo.trading.swarm;

import io.leanagentic.demo.trading.strategy.StrategyKind;

/**
 * A team's votes on one bar.
 *
 * @param quote the bar
 * @param kind what the team follows
 * @param sum of all votes
 * @param voters those who did not abstain
 */
record Tally(Quote quote, StrategyKind kind, long sum, int voters) {}
