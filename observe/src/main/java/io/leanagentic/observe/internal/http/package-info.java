/** The console's web server: the JDK's, with bounds on everything that a client may do. */
@NullMarked
@CapUnchecked(
    "each request is one thread's; what they share is under a lock, volatile, or concurrent")
package io.leanagentic.observe.internal.http;

import io.leanagentic.capability.CapUnchecked;
import org.jspecify.annotations.NullMarked;
