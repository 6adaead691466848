/** The programs of the benchmarks, on an actor stripped bare. */
@NullMarked
package io.leanagentic.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
