package io.leanagentic;

/**
 * Both ends of one answer, for callers outside of agents.
 *
 * @param reply who has it may answer once
 * @param await where the answer arrives
 * @param <R> the answer
 */
public record Promise<R>(Reply<R> reply, Await<R> await) {}
