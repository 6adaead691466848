/** The relays of broadcasts. */
@NullMarked
@CapUnchecked("passes on messages that the border, Broadcast.publish, has checked to be values")
package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.capability.CapUnchecked;
import org.jspecify.annotations.NullMarked;
