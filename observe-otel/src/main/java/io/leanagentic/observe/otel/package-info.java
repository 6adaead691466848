/** Traces of OpenTelemetry that go along with messages. */
package io.leanagentic.observe.otel;
