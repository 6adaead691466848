/** What is measured of an agent. */
@CapUnchecked("counters written by the owner and read by anybody, ordered by release and acquire")
package io.leanagentic.internal.profile;

import io.leanagentic.capability.CapUnchecked;
