package io.leanagentic.demo.trading.ledger;

import java.time.LocalDate;

/**
 * The end of one date.
 *
 * @param date which one
 * @param equity of the portfolio, in cents
 * @param invested the part of it that is not cash
 * @param benchmark what buy-and-hold would be worth, in cents
 */
public record EquityPoint(LocalDate date, long equity, long invested, long benchmark) {}
