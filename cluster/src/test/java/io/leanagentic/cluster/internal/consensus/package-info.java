/** Tests of the consensus log: voters in one process, and without any. */
@NullMarked
package io.leanagentic.cluster.internal.consensus;

import org.jspecify.annotations.NullMarked;
