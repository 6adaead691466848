/** Leases whose tokens come from the log. */
package io.leanagentic.cluster.internal.lease;
