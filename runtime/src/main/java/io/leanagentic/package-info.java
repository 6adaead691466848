/**
 * Agents: small stateful objects that handle one message at a time and are reached only through
 * their address.
 *
 * <pre>
 *   AgentRuntime ── spawn ──► AgentRef ── signal, ask ──► mailbox ──► Behavior, in a turn
 *                                                                       │ may use
 *                                                                       ▼
 *                                            AgentContext: spawn, watch, timers, await, stash, stop
 * </pre>
 *
 * <p>{@link io.leanagentic.AgentRuntime} is where to begin. Configs are records with {@code with…}
 * methods: {@link io.leanagentic.RuntimeConfig} for all, {@link io.leanagentic.AgentConfig} for one
 * agent. What happens inside is reported by {@link io.leanagentic.RuntimeEvent}s.
 */
package io.leanagentic;
