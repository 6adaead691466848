/**
 * Programs of the Savina suite: what is computed, at which size, and with which result; what runs
 * them, and the report.
 *
 * <p>Sizes and programs are those of Imam and Sarkar, "Savina: An Actor Benchmark Suite", AGERE!
 * 2014, as in the configurations the authors publish.
 */
@NullMarked
package io.leanagentic.benchmarks.savina;

import org.jspecify.annotations.NullMarked;
