/** The edges of topologies, and the answers on their way along them. */
@NullMarked
@CapUnchecked("combines answers in whichever thread brings them, under the lock of a node")
package io.leanagentic.orchestration.internal.topology;

import io.leanagentic.capability.CapUnchecked;
import org.jspecify.annotations.NullMarked;
