import org.jspecify.annotations.NullMarked;

/** Small programs that show one idea each. */
@NullMarked
module io.leanagentic.examples {
  requires io.leanagentic;
  requires io.leanagentic.orchestration;
  requires static org.jspecify;
}
