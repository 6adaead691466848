import org.jspecify.annotations.NullMarked;

/** The trading swarm, and the launcher of all demonstrations. */
@NullMarked
module io.leanagentic.demo {
  requires io.leanagentic;
  requires io.leanagentic.examples;
  requires io.leanagentic.orchestration;
  requires java.logging;
  requires static org.jspecify;
}
