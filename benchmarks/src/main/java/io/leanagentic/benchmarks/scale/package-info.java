/**
 * How cost grows: with agents, producers, workers, capacity, size of messages, overload; one
 * picture per curve.
 */
@NullMarked
package io.leanagentic.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
