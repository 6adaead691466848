/** Quorums within one process. */
@CapUnchecked("collects answers on whichever thread brings them, ordered by one compare-and-set")
package io.leanagentic.orchestration.internal.quorum;

import io.leanagentic.capability.CapUnchecked;
