package io.leanagentic.orchestration;

import io.leanagentic.AgentProfile;

/**
 * What one shard has to do.
 *
 * @param shard its name
 * @param weight its weight
 * @param slots how many slots it has, of those of the map
 * @param waiting keys' messages that wait for a handover from another shard, as far as they are
 *     beside the mailbox
 * @param replaced how many agents it had before the present one
 * @param profile what was measured of its present agent: messages handled, their rate, their mean
 *     time, the depth of the mailbox
 */
public record ShardLoad(
    String shard, int weight, int slots, int waiting, int replaced, AgentProfile profile) {}
