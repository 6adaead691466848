import org.jspecify.annotations.NullMarked;

/** Small programs that show one idea each. */
@NullMarked
@SuppressWarnings("module") // The demos are compiled later.
module io.leanagentic.examples {
  exports io.leanagentic.examples.consensus to
      io.leanagentic.demo;
  exports io.leanagentic.examples.crew to
      io.leanagentic.demo;
  exports io.leanagentic.examples.console to
      io.leanagentic.demo;

  requires io.leanagentic;
  requires io.leanagentic.orchestration;
  requires java.net.http;
  requires jdk.httpserver;
  requires static org.jspecify;
}
