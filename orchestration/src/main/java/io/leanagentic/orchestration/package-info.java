/** Agents composed into systems: quorum, shard, lease, broadcast and topologies. */
package io.leanagentic.orchestration;
