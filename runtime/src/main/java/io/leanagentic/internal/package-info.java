/**
 * The runtime itself: brings the parts together, counts what happens, and ends it all.
 *
 * <pre>
 *   RuntimeCore ──► cell        agents: state, life, supervision, backpressure
 *               ├─► mailbox     the queue that is part of an agent
 *               ├─► scheduler   workers that run whoever is ready
 *               ├─► timer       what is due later
 *               ├─► await       answers to come
 *               ├─► channel     queues between agents and threads
 *               └─► profile     what was measured
 * </pre>
 */
@CapUnchecked("starts and joins the parts below, each of which synchronises itself")
package io.leanagentic.internal;

import io.leanagentic.capability.CapUnchecked;
