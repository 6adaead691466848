package io.leanagentic.extension;

import io.leanagentic.AgentRef;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one worker. Its counts are since it began.
 *
 * @param name of its thread
 * @param running the agent whose turn it runs, or ran a moment ago; null if none
 * @param asleep whether it sleeps for lack of work
 * @param replaced whether another has its place, because one message has held it too long
 * @param queued agents that wait for it, and that others may steal
 * @param turns turns it ran
 * @param steals times it took work from another
 * @param stolen turns it took by steals
 * @param parks times it fell asleep
 * @param turnNanos how long others expect a turn of it to take, which decides whether its queue is
 *     worth a theft; 20 µs stands for that and more
 * @param theftNanos what taking work from another costs it, by its own measurements; 0 before the
 *     first
 * @param patienceNanos how long it waits before it takes work again, because that did not pay
 *     lately; 0 if it did
 */
public record WorkerView(
    String name,
    @Nullable AgentRef<?> running,
    boolean asleep,
    boolean replaced,
    int queued,
    long turns,
    long steals,
    long stolen,
    long parks,
    long turnNanos,
    long theftNanos,
    long patienceNanos) {}
