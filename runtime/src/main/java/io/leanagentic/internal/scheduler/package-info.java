/**
 * Runs what is ready, on a fixed number of workers that steal from each other.
 *
 * <pre>
 *   other threads ──► GlobalQueue ──► Worker 0: slot, RunQueue ──half──► Worker 1: slot, RunQueue
 *                                        ▲ what a turn made ready          ▲ searching
 *   IdleWorkers: which sleep, which to wake      Watchdog: which are held by one message
 * </pre>
 *
 * <p>It knows nothing of agents. A {@link io.leanagentic.internal.scheduler.Task} is handed over
 * once each time it becomes ready, and is run once for that.
 */
@CapUnchecked("hands agents between workers through queues of its own")
package io.leanagentic.internal.scheduler;

import io.leanagentic.capability.CapUnchecked;
