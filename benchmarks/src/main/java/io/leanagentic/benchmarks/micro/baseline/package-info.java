/** The programs of the benchmarks, on an actor stripped bare. */
@NullMarked
@CapUnchecked("a scheduler without any border is what it is to show")
package io.leanagentic.benchmarks.micro.baseline;

import io.leanagentic.capability.CapUnchecked;
import org.jspecify.annotations.NullMarked;
