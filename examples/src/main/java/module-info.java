import org.jspecify.annotations.NullMarked;

/** Small programs that show one idea each. */
@NullMarked
module io.leanagentic.examples {
  requires io.leanagentic;
  requires io.leanagentic.orchestration;
  requires java.logging;
  requires static org.jspecify;
}
