/** The programs of the suite, written for this library. */
@NullMarked
package io.leanagentic.benchmarks.savina.agents;

import org.jspecify.annotations.NullMarked;
