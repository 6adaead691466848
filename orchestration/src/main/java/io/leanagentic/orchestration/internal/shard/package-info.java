/** Which agent owns which key, and how keys change owners under load. */
@NullMarked
@CapUnchecked(
    "passes on messages that the border, ShardGroup, has checked; what owners share is ordered by ShardBehavior's protocol")
package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.capability.CapUnchecked;
import org.jspecify.annotations.NullMarked;
