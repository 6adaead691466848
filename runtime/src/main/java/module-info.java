import org.jspecify.annotations.NullMarked;

/** Agents and the runtime that schedules them. The exported package is the whole API. */
@NullMarked
module io.leanagentic {
  requires static transitive org.jspecify;

  exports io.leanagentic;
}
