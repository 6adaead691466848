/**
 * Reference capabilities for plain Java: annotations that say which agent may use an object.
 *
 * <p>The module depends on nothing and holds no machinery. The checker reads the words while javac
 * compiles; the run-time sanitizer of {@code io.leanagentic.capability.sanitizer} looks at them
 * when a message leaves an agent.
 */
@SuppressWarnings("module") // the runtime is compiled later
module io.leanagentic.capability {
  requires static java.instrument; // only for the agent of mode "owner"

  exports io.leanagentic.capability;
  exports io.leanagentic.capability.sanitizer to
      io.leanagentic;
}
