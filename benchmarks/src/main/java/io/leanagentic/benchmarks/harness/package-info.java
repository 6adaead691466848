/**
 * What all benchmarks use: their ends, checks and samples, and notes about the machine. Knows none
 * of them.
 */
@NullMarked
package io.leanagentic.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
