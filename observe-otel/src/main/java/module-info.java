import org.jspecify.annotations.NullMarked;

/** Traces of OpenTelemetry that go along with messages. */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // no descriptors there
module io.leanagentic.observe.otel {
  requires transitive io.leanagentic;
  requires transitive io.opentelemetry.api;
  requires transitive io.opentelemetry.context;
  requires static transitive org.jspecify;

  exports io.leanagentic.observe.otel;
}
