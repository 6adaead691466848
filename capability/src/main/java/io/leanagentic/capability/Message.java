package io.leanagentic.capability;

/**
 * Marks a type whose values are made to be sent.
 *
 * <p>It is optional: any sendable value may be a message. A type that carries the mark is checked
 * where it is declared, so that a mistake is found in the message and not at its first sender: it
 * must be a record, an enum or a {@link Val} class, and each component must be immutable, an
 * identity, or {@link Iso} (CAP201).
 *
 * <pre>{@code
 * record Bid(Money price, String who, AgentRef<Answer> back) implements Message {}
 * }</pre>
 */
public interface Message {}
