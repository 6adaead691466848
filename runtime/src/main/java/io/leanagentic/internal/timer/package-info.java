/** Timers: a wheel that holds what is due later, and the thread that drives it. */
@CapUnchecked("hands timers to one thread through a queue of its own")
package io.leanagentic.internal.timer;

import io.leanagentic.capability.CapUnchecked;
