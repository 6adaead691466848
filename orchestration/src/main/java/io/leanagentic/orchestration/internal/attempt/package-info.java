/** Attempts at one thing: one after the other, or several at once. */
@CapUnchecked("functions are val by the API and run in whichever thread ends an attempt")
package io.leanagentic.orchestration.internal.attempt;

import io.leanagentic.capability.CapUnchecked;
