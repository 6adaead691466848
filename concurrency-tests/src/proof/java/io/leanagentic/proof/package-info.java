/**
 * What {@code ./prove} runs: orderings, linearizability, models; each with a control that must
 * fail.
 */
package io.leanagentic.proof;
