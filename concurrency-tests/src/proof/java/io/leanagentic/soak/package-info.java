/**
 * What {@code ./soak} runs: a mixed load on a real runtime for a long time, stopped now and then to
 * see whether all is well.
 */
package io.leanagentic.soak;
