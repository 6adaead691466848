package io.leanagentic.observe;

/**
 * Messages from one agent to another, or from agents of one type to those of another, in a {@link
 * Snapshot}; estimated from samples.
 *
 * @param from path or type of the sender; empty for threads outside of agents
 * @param to path or type of the recipient
 * @param perSecond messages per second since the look before
 */
public record TalkRow(String from, String to, double perSecond) {}
