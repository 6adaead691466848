/**
 * Whole systems of agents, tested from a seed. {@link io.leanagentic.testkit.SimulatedRuntime} runs
 * the agents of production one at a time in virtual time and decides who runs next; {@link
 * io.leanagentic.testkit.Probe} stands in for an agent and says what came.
 */
package io.leanagentic.testkit;
