/** Answers to come: their one state, their composition, and what they need from the runtime. */
@CapUnchecked("one compare-and-set per answer; readers see it through acquire reads")
package io.leanagentic.internal.await;

import io.leanagentic.capability.CapUnchecked;
