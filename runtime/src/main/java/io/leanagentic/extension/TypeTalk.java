package io.leanagentic.extension;

import org.jspecify.annotations.Nullable;

/**
 * As {@link Talk}, of all agents of one class together, and of those that {@link Talk} has no room
 * for.
 *
 * @param from the class of what handles the senders' messages; null for threads outside of agents
 * @param to the class of what handles the recipients' messages
 * @param count about how many messages since the pair came into the table
 */
public record TypeTalk(@Nullable Class<?> from, Class<?> to, long count) {}
