package io.leanagentic.demo.trading.ledger;

/**
 * A fill as it was booked.
 *
 * @param fill what was done
 * @param profit of a sale: what it brought beyond the average cost of the units sold, after all
 *     fees, in cents; 0 of a purchase
 */
public record Trade(Fill fill, long profit) {}
