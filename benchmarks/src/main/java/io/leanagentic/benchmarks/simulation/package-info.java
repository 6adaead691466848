/**
 * Runs the scheduler of the runtime on machines with many processors, which are simulated: the
 * classes are those that are shipped, time and the trips of cache lines are not real.
 *
 * <pre>
 *   Workload ──agents──► WorkStealingScheduler: Worker, Search, Sleeper, GlobalQueue, IdleWorkers
 *                             │ time, spins, parks, shared memory
 *                             ▼
 *   SimulatedMachine ──next event──► Processor: a coroutine with a clock of its own
 *        └ Distances: what a trip between two processors costs
 * </pre>
 */
@CapUnchecked("one thread runs all of a simulation")
@NullMarked
package io.leanagentic.benchmarks.simulation;

import io.leanagentic.capability.CapUnchecked;
import org.jspecify.annotations.NullMarked;
