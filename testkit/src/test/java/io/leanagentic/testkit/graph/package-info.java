/** Random systems of agents beside a count that knows what must come out. */
@org.jspecify.annotations.NullMarked
package io.leanagentic.testkit.graph;
