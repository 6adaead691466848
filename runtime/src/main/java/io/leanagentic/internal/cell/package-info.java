/** The agent: its state machine, mailbox, supervision and stash. */
@CapUnchecked("hands messages from sender to owner; one thread at a time runs a turn")
package io.leanagentic.internal.cell;

import io.leanagentic.capability.CapUnchecked;
