/** Traces of OpenTelemetry that go along with messages. */
@CapUnchecked("contexts and spans are for many threads, which no annotation of theirs says")
package io.leanagentic.observe.otel;

import io.leanagentic.capability.CapUnchecked;
