/** Tests of the leases of a cluster. */
@NullMarked
package io.leanagentic.cluster.internal.lease;

import org.jspecify.annotations.NullMarked;
