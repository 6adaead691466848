/** The queues of agents. */
@CapUnchecked("hands messages from senders to the owner by ordered writes and reads")
package io.leanagentic.internal.mailbox;

import io.leanagentic.capability.CapUnchecked;
