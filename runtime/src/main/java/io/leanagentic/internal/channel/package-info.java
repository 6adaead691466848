/** Bounded queues between any threads and agents, and the choice between several of them. */
@CapUnchecked("hands elements between threads by compare-and-set and ordered reads")
package io.leanagentic.internal.channel;

import io.leanagentic.capability.CapUnchecked;
