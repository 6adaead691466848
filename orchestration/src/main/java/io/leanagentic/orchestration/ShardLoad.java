package io.leanagentic.orchestration;

import io.leanagentic.AgentProfile;

/**
 * The load of one shard.
 *
 * @param shard its name
 * @param weight its weight
 * @param slots how many of the map's slots it has
 * @param waiting messages of keys that wait for a handover from another shard, not counting those
 *     in the mailbox
 * @param replaced how many agents it had before the present one
 * @param profile measurements of its present agent: messages handled, their rate, their mean time,
 *     the depth of the mailbox
 */
public record ShardLoad(
    String shard, int weight, int slots, int waiting, int replaced, AgentProfile profile) {}
