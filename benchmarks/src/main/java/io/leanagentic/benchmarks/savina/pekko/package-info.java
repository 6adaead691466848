/** The programs of the suite, written for Pekko typed: the same agents, the same messages. */
@NullMarked
package io.leanagentic.benchmarks.savina.pekko;

import org.jspecify.annotations.NullMarked;
