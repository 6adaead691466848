package io.leanagentic.observe;

/**
 * One worker of a {@link Snapshot}. Its shares are of the time since the look before, and add up to
 * 1; of a single moment if nothing was sampled in between.
 *
 * @param name of its thread
 * @param running the path of the agent whose turn it runs; empty if none
 * @param replaced whether another has its place, because one message has held it too long
 * @param queued agents that wait for it
 * @param turns turns it ran
 * @param steals times it took work from another
 * @param stolen turns it ran by that
 * @param parks times it fell asleep for lack of work
 * @param turnNanos how long others expect a turn of it to take, in ns; 20 µs stands for that and
 *     more
 * @param theftNanos what taking work from another costs it, in ns, as it has measured
 * @param patienceNanos how long it waits before it takes work again, because that did not pay, in
 *     ns
 * @param busy share of the time it ran turns
 * @param searching share of the time it looked for work
 * @param asleep share of the time it slept
 */
public record WorkerRow(
    String name,
    String running,
    boolean replaced,
    int queued,
    long turns,
    long steals,
    long stolen,
    long parks,
    long turnNanos,
    long theftNanos,
    long patienceNanos,
    double busy,
    double searching,
    double asleep) {}
