/**
 * The runtime itself: it connects the parts, counts what happens, and shuts everything down. Arrows
 * between the parts point one way. A part declares what it needs from above in an interface of its
 * own ({@code AgentHost}, {@code AwaitHost}, {@code WorkStealingScheduler.Host}).
 *
 * <pre>
 *   RuntimeCore ──► agent ──────► await ──► timer ──► log ──► scheduler
 *               │     ├─► mailbox   the queue that is part of an agent
 *               │     └─► profile   what was measured
 *               └─► channel ────► await
 *
 *   agent      state, life, supervision, backpressure     timer      what is due later
 *   await      answers to come                            log        words for people
 *   channel    queues between agents and threads          scheduler  workers that run what is ready
 * </pre>
 */
@CapUnchecked("starts and joins the parts below, each of which synchronises itself")
package io.leanagentic.internal;

import io.leanagentic.capability.CapUnchecked;
