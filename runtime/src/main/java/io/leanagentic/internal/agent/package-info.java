/**
 * Agents: one object each, in layers.
 *
 * <pre>
 *   Task                 something a worker runs             (scheduler)
 *     MailboxHead        three fields that are the mailbox   (mailbox)
 *       AgentState       the state word, and what only some agents need
 *         AgentMailbox   what senders touch: the way of a signal
 *           AgentFamily  its name, its parent and its children
 *             AgentContextBase what the behavior touches: watch, timers, stash, answers
 *               TurnLoop   the turn
 *                 AgentCell  the whole of it, as its users see it
 *                   LoopAgentCell the same, on a virtual thread of its own
 * </pre>
 *
 * <p>What few agents need is in {@link io.leanagentic.internal.agent.ColdState}, made when first
 * needed. Start, failure and end are in {@link io.leanagentic.internal.agent.Lifecycle}, full
 * mailboxes in {@link io.leanagentic.internal.agent.Backpressure}, cycles of waiting agents in
 * {@link io.leanagentic.internal.agent.WaitGraph}. What agents need from the runtime above them is
 * {@link io.leanagentic.internal.agent.AgentHost}, and where they report to {@link
 * io.leanagentic.internal.agent.AgentReports}.
 */
@CapUnchecked("hands messages from sender to owner; one thread at a time runs a turn")
package io.leanagentic.internal.agent;

import io.leanagentic.capability.CapUnchecked;
