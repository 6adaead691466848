package io.leanagentic.examples.guide;

// region hello
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;

final class Hello {
  static void main() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<String> greeter = runtime.spawn((context, name) -> IO.println("Hello, " + name));
      greeter.signal("world");
    } // close() lets the agents handle what they have
  }
}
// endregion
