/** The programs of the benchmarks, written with this library. */
@NullMarked
package io.leanagentic.benchmarks.micro.agents;

import org.jspecify.annotations.NullMarked;
