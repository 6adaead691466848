/**
 * Agents: one object each, in layers.
 *
 * <pre>
 *   Task             something a worker runs                     (scheduler)
 *     MailboxHead    three fields that are the mailbox           (mailbox)
 *       Addressable  what senders touch: the state word, put, park, poke
 *         Contextual what the behavior touches: children, watch, timers, stash
 *           Cell     the turn
 *             LoopCell  the same, on a virtual thread of its own
 * </pre>
 *
 * <p>What few agents need is in {@link io.leanagentic.internal.cell.Extras}, made when first
 * needed. Start, failure and end are in {@link io.leanagentic.internal.cell.Lifecycle}, full
 * mailboxes in {@link io.leanagentic.internal.cell.Backpressure}, cycles of those who wait in
 * {@link io.leanagentic.internal.cell.WaitGraph}.
 */
@CapUnchecked("hands messages from sender to owner; one thread at a time runs a turn")
package io.leanagentic.internal.cell;

import io.leanagentic.capability.CapUnchecked;
