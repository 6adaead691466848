package io.leanagentic.demo.trading.swarm;

import java.time.LocalDate;

/**
 * How far a run has come.
 *
 * @param bars booked so far
 * @param of how many
 * @param date of the last one
 * @param equity then, in cents
 * @param trades so far
 */
public record Progress(int bars, int of, LocalDate date, long equity, int trades) {}
