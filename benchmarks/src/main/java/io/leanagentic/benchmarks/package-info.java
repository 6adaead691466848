/**
 * {@code ./bench} and {@code ./regress}: which benchmarks there are, how they are run, and the
 * tables of their results. Below it {@code micro}, {@code savina} and {@code scale}, and below
 * those {@code harness}.
 */
@NullMarked
package io.leanagentic.benchmarks;

import org.jspecify.annotations.NullMarked;
