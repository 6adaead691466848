package io.leanagentic.observe;

/**
 * All agents of one class, in a {@link Snapshot}.
 *
 * @param type the class that handles their messages, without its package
 * @param agents how many there are
 * @param depth messages that wait for them
 * @param handled messages they have handled
 * @param perSecond messages they handle per second, lately
 * @param busy how many of them are at work on average
 */
public record TypeRow(
    String type, int agents, long depth, long handled, double perSecond, double busy) {}
