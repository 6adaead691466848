/** Bounded queues between any threads and agents, and the choice between several of them. */
package io.leanagentic.internal.channel;
