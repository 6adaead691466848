/**
 * Agents: one object each, in layers.
 *
 * <pre>
 *   Task             something a worker runs                     (scheduler)
 *     MailboxHead    three fields that are the mailbox           (mailbox)
 *       AgentMailbox  what senders touch: the state word, put, park, wakeForControl
 *         AgentContextBase what the behavior touches: children, watch, timers, stash
 *           AgentCell     the turn
 *             LoopAgentCell  the same, on a virtual thread of its own
 * </pre>
 *
 * <p>What few agents need is in {@link io.leanagentic.internal.agent.ColdState}, made when first
 * needed. Start, failure and end are in {@link io.leanagentic.internal.agent.Lifecycle}, full
 * mailboxes in {@link io.leanagentic.internal.agent.Backpressure}, cycles of those who wait in
 * {@link io.leanagentic.internal.agent.WaitGraph}.
 */
@CapUnchecked("hands messages from sender to owner; one thread at a time runs a turn")
package io.leanagentic.internal.agent;

import io.leanagentic.capability.CapUnchecked;
