/** The work-stealing scheduler. */
@CapUnchecked("hands agents between workers through queues of its own")
package io.leanagentic.internal.scheduler;

import io.leanagentic.capability.CapUnchecked;
