import org.jspecify.annotations.NullMarked;

/** The metrics of a runtime in any Micrometer registry. */
@NullMarked
@SuppressWarnings({
  "requires-automatic",
  "requires-transitive-automatic"
}) // Micrometer's jars have no descriptor
module io.leanagentic.observe.micrometer {
  requires transitive io.leanagentic.observe;
  requires transitive micrometer.core;
  requires static transitive org.jspecify;

  exports io.leanagentic.observe.micrometer;
}
