/**
 * What it costs to be observed: the same load with and without an observer, a console, a page, and
 * with visitors that mean no good.
 *
 * <p>Read {@link io.leanagentic.benchmarks.observing.Observing} first.
 */
@NullMarked
package io.leanagentic.benchmarks.observing;

import org.jspecify.annotations.NullMarked;
