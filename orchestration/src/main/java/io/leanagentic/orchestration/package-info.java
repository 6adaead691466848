/**
 * Agents composed into systems: quorum, shard, lease, broadcast and topologies.
 *
 * <pre>
 *   Quorum           ask many, need some of the answers; QuorumRule says which
 *   ShardGroup       keys distributed over agents, which come and go under load
 *   Leases           one holder of a resource at a time; Fenced refuses an older one
 *   Broadcast        one message to many; BroadcastStrategy says how it spreads
 *   Topology         which agents are neighbours; LiveTopology follows their ends
 *   TreeAggregation  one answer from all members of a topology
 *   Retry, Hedge     one answer from several attempts at anything that gives an Await
 * </pre>
 *
 * <p>Each of them runs on the agents of one {@link io.leanagentic.AgentRuntime}, by its clock. Any
 * thread may use them; methods that may wait refuse a handler agent's turn with an {@link
 * IllegalStateException}. What a call refuses, it names: what was wrong, the value, what is
 * allowed.
 */
package io.leanagentic.orchestration;
