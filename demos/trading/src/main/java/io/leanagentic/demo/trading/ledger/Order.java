package io.leanagentic.demo.trading.ledger;

/**
 * A decision to trade at the open of the instrument's next bar.
 *
 * @param instrument which one
 * @param quantity units to buy, or (negative) to sell; not 0
 * @param budget most cents that a purchase may cost with its fee; 0 for a sale
 */
public record Order(int instrument, long quantity, long budget) {}
