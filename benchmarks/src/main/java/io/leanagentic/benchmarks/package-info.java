/** Benchmarks: one question per class. */
@NullMarked
package io.leanagentic.benchmarks;

import org.jspecify.annotations.NullMarked;
