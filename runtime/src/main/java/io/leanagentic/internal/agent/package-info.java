/**
 * Agents: one object each, in layers.
 *
 * <pre>
 *   Task                 something a worker runs             (scheduler)
 *     MailboxHead        three fields that are the mailbox   (mailbox)
 *       AgentState       the state word, and the cold state
 *         AgentMailbox   what senders touch: the path of a signal
 *           AgentFamily  its name, its parent and its children
 *             AgentContextBase what the behavior touches: watch, timers, stash, answers
 *               TurnLoop   the turn
 *                 AgentCell  the whole agent, as its users see it
 *                   LoopAgentCell the same, on a virtual thread of its own
 * </pre>
 *
 * <p>What only some agents need is in {@link io.leanagentic.internal.agent.ColdState}, allocated on
 * first use. Start, failure and end are in {@link io.leanagentic.internal.agent.Lifecycle}, full
 * mailboxes in {@link io.leanagentic.internal.agent.Backpressure}, cycles of waiting agents in
 * {@link io.leanagentic.internal.agent.WaitGraph}. {@link io.leanagentic.internal.agent.AgentHost}
 * is what agents need from the runtime above them, {@link
 * io.leanagentic.internal.agent.AgentReports} is where they report to.
 */
@CapUnchecked("hands messages from sender to owner; one thread at a time runs a turn")
package io.leanagentic.internal.agent;

import io.leanagentic.capability.CapUnchecked;
