/** Tests of one node. */
@NullMarked
package io.leanagentic.cluster.internal.node;

import org.jspecify.annotations.NullMarked;
