/** The programs of the benchmarks, as others would write them. */
@NullMarked
package io.leanagentic.benchmarks.micro.rival;

import org.jspecify.annotations.NullMarked;
