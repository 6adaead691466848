/**
 * The mailbox of an agent, which is a part of the agent: a stack of nodes that the reader reverses.
 * Its head says whether the agent is scheduled.
 *
 * <pre>
 *   put d:    head ─► d ─► c ─► taken
 *   take:     pending = c ─► d
 *   go idle:  head = IDLE, if nothing came
 * </pre>
 */
@CapUnchecked("hands messages from senders to the owner by ordered writes and reads")
package io.leanagentic.internal.mailbox;

import io.leanagentic.capability.CapUnchecked;
