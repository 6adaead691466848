package io.leanagentic.observe;

import java.time.Instant;

/**
 * Something that happened lately, in a {@link Snapshot}.
 *
 * @param number how many such events there were before it, since the observer began
 * @param at when, by the runtime's clock
 * @param kind of event, such as {@code failed}
 * @param agent the path of the agent that it happened to
 * @param what in words
 */
public record EventRow(long number, Instant at, String kind, String agent, String what) {}
