/**
 * What is measured while agents run: a small record of each agent's times, made when the agent is
 * first sampled, and histograms of times of the whole runtime.
 */
@CapUnchecked("counters written by the owner and read by anybody, ordered by release and acquire")
package io.leanagentic.internal.profile;

import io.leanagentic.capability.CapUnchecked;
