/**
 * What is known at one point of a body: a value for each name, and which values may reach each
 * other.
 *
 * <p>Pure data: nothing here knows about trees, types or messages. A {@code RegionState} is copied
 * where paths split, and joined where they meet; {@code RegionStateTest} tests that joining loses
 * nothing that either path knew.
 */
package io.leanagentic.checker.internal.region;
