package io.leanagentic.demo.trading.review;

/**
 * The outcome of a proposal.
 *
 * @param proposal the order and its reasons
 * @param approved whether it was placed
 */
public record Ruling(Proposal proposal, boolean approved) {}
