package io.leanagentic.orchestration;

import io.leanagentic.capability.Val;

/**
 * A key that gets many messages.
 *
 * @param key the key
 * @param shard where it is
 * @param share its part of the group's messages lately, as estimated from samples; from 0 to 1
 * @param error by how much the share may be too large, in addition to the error of sampling: the
 *     key may have taken the place of another one in the list
 * @param <K> the keys
 */
public record HotKey<K>(@Val K key, String shard, double share, double error) {}
