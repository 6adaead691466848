/** Leases within one process. */
@CapUnchecked(
    "leases belong to no agent: tables are shared by all threads under a lock of their own")
package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.capability.CapUnchecked;
